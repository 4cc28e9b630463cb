#include "values.h"

#include <ATen/core/Generator.h>

#include <atomic>
#include <cstdlib>

namespace {

using Owner = c10::intrusive_ptr<c10::TensorImpl, c10::UndefinedTensorImpl>;

// The type that operators take for Tensor?[]: libtorch's optional has changed its name between releases.
using OptionalTensorList = decltype(std::declval<const c10::IValue&>().toOptionalTensorList());

std::atomic<int64_t> live{0};

template <typename T>
c10::IValue list_of(const mtl::Value& value)
{
    const auto* items = static_cast<const T*>(value.pointer);
    c10::List<T> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; i++)
        list.push_back(items[i]);
    return list;
}

template <typename List>
c10::IValue tensors_of(const mtl::Value& value)
{
    const auto* handles = static_cast<const mtl::Handle*>(value.pointer);
    List list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; i++) {
        if (handles[i] == nullptr && std::is_same_v<List, OptionalTensorList>)
            list.push_back({});
        else
            list.push_back(mtl::borrow(handles[i]));
    }
    return list;
}

}

namespace mtl {

Handle give(at::Tensor tensor)
{
    if (!tensor.defined())
        return nullptr;
    live.fetch_add(1, std::memory_order_relaxed);
    return tensor.unsafeReleaseTensorImpl();
}

at::Tensor borrow(Handle handle)
{
    return handle == nullptr ? at::Tensor() : at::Tensor(Owner::unsafe_reclaim_from_nonowning(handle));
}

std::vector<at::Tensor> borrow(const Handle* handles, int32_t count)
{
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t i = 0; i < count; i++)
        tensors.push_back(borrow(handles[i]));
    return tensors;
}

void release(Handle handle)
{
    if (handle == nullptr)
        return;
    live.fetch_sub(1, std::memory_order_relaxed);
    Owner::reclaim(handle);
}

int64_t live_handles()
{
    return live.load(std::memory_order_relaxed);
}

c10::IValue from_managed(const Value& value)
{
    switch (value.kind) {
    case Kind::None:
        return {};
    case Kind::Tensor:
        return borrow(static_cast<Handle>(const_cast<void*>(value.pointer)));
    case Kind::Integer:
        return value.integer;
    case Kind::Real:
        return value.real;
    case Kind::Boolean:
        return value.integer != 0;
    case Kind::Device: // type and index share the word
        return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.count));
    case Kind::Generator:
        return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::unsafe_reclaim_from_nonowning(
            static_cast<c10::GeneratorImpl*>(const_cast<void*>(value.pointer))));
    case Kind::String:
        return std::string(static_cast<const char*>(value.pointer), value.count);
    case Kind::Integers:
        return list_of<int64_t>(value);
    case Kind::Reals:
        return list_of<double>(value);
    case Kind::Booleans: {
        const auto* items = static_cast<const int64_t*>(value.pointer);
        c10::List<bool> list;
        for (int32_t i = 0; i < value.count; i++)
            list.push_back(items[i] != 0);
        return list;
    }
    case Kind::Tensors:
        return tensors_of<c10::List<at::Tensor>>(value);
    case Kind::OptionalTensors:
        return tensors_of<OptionalTensorList>(value);
    case Kind::Default:
        break;
    }
    TORCH_CHECK(false, "An argument of unknown kind ", static_cast<int32_t>(value.kind), ".");
}

Value to_managed(c10::IValue&& value)
{
    Value result{Kind::None, 0, {0}};
    if (value.isTensor()) {
        result.kind = Kind::Tensor;
        result.pointer = give(std::move(value).toTensor());
    } else if (value.isTensorList()) {
        const auto tensors = std::move(value).toTensorVector();
        auto* handles = static_cast<Handle*>(std::malloc(sizeof(Handle) * (tensors.size() + 1)));
        TORCH_CHECK(handles != nullptr, "Out of memory.");
        for (size_t i = 0; i < tensors.size(); i++)
            handles[i] = give(tensors[i]);
        result.kind = Kind::Tensors;
        result.count = static_cast<int32_t>(tensors.size());
        result.pointer = handles;
    } else if (value.isInt()) {
        result.kind = Kind::Integer;
        result.integer = value.toInt();
    } else if (value.isDouble()) {
        result.kind = Kind::Real;
        result.real = value.toDouble();
    } else if (value.isBool()) {
        result.kind = Kind::Boolean;
        result.integer = value.toBool();
    } else {
        TORCH_CHECK(value.isNone(), "A result of type ", value.tagKind(), " has no managed form.");
    }
    return result;
}

}
