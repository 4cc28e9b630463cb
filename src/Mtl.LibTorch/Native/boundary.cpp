#include "boundary.h"

#include <c10/util/Exception.h>

#include <string>

namespace {

thread_local std::string last_error;

}

namespace mtl {

void remember_error() noexcept
{
    try {
        try {
            throw;
        } catch (const c10::Error& error) {
            last_error = error.what_without_backtrace();
        } catch (const std::exception& error) {
            last_error = error.what();
        } catch (...) {
            last_error = "An error of unknown type in libtorch.";
        }
    } catch (...) {
        last_error.clear(); // Not even memory for the message: the caller still learns that it failed.
    }
}

}

MTL_EXPORT const char* mtl_error()
{
    return last_error.c_str();
}
