// How tensors and operator arguments look to managed code.
#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <cstdint>

namespace mtl {

// A managed tensor owns one reference to the TensorImpl itself; null stands for an undefined tensor.
using Handle = c10::TensorImpl*;

Handle give(at::Tensor tensor);
at::Tensor borrow(Handle handle);
std::vector<at::Tensor> borrow(const Handle* handles, int32_t count);
void release(Handle handle);
int64_t live_handles();

enum class Kind : int32_t {
    None,
    Default,
    Tensor,
    Integer,
    Real,
    Boolean,
    Device,
    Generator,
    String,
    Integers,
    Reals,
    Booleans,
    Tensors,
    OptionalTensors,
};

// One argument or result. Lists live where `pointer` points, `count` elements long.
struct Value {
    Kind kind;
    int32_t count;
    union {
        int64_t integer;
        double real;
        const void* pointer;
    };
};

c10::IValue from_managed(const Value& value);
Value to_managed(c10::IValue&& value);

}
