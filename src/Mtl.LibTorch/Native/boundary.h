// The edge between managed and native code: what is exported, and how an error crosses it.
#pragma once

#include <exception>

#define MTL_EXPORT extern "C" __attribute__((visibility("default")))

namespace mtl {

// Keeps the message of the exception in flight for this thread; mtl_error hands it out.
void remember_error() noexcept;

// Runs the body of an exported function. No exception leaves it: the answer is 0, or -1 with a message kept.
template <typename Body>
int guarded(Body&& body) noexcept
{
    try {
        body();
        return 0;
    } catch (...) {
        remember_error();
        return -1;
    }
}

}
