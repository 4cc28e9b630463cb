// Every libtorch operator, by name: found once in the dispatcher's table, then called with boxed arguments.
#include "boundary.h"
#include "values.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <string>

MTL_EXPORT int mtl_operator_find(const char* name, const char* overload, const c10::OperatorHandle** found)
{
    return mtl::guarded([&] {
        const auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(handle.has_value(), "This libtorch has no operator '", name, *overload ? "." : "", overload, "'.");
        *found = new c10::OperatorHandle(*handle); // lives as long as the process, like the operator
    });
}

// Missing trailing arguments, and those of kind Default, take the schema's default values. Results beyond `capacity` are
// dropped; an in-place call asks for none.
MTL_EXPORT int mtl_operator_call(
    const c10::OperatorHandle* handle, const mtl::Value* arguments, int32_t count, mtl::Value* results, int32_t capacity)
{
    return mtl::guarded([&] {
        const auto& parameters = handle->schema().arguments();
        TORCH_CHECK(static_cast<size_t>(count) <= parameters.size(), handle->operator_name(), " takes ", parameters.size(),
            " arguments, not ", count, ".");
        torch::jit::Stack stack;
        stack.reserve(parameters.size());
        for (size_t i = 0; i < parameters.size(); i++) {
            if (i < static_cast<size_t>(count) && arguments[i].kind != mtl::Kind::Default) {
                stack.push_back(mtl::from_managed(arguments[i]));
            } else {
                const auto& value = parameters[i].default_value();
                TORCH_CHECK(value.has_value(), handle->operator_name(), " needs its argument '", parameters[i].name(), "'.");
                stack.push_back(*value);
            }
        }
        handle->callBoxed(&stack);
        for (int32_t i = 0; i < capacity; i++) {
            if (static_cast<size_t>(i) < stack.size())
                results[i] = mtl::to_managed(std::move(stack[i]));
            else
                results[i].kind = mtl::Kind::None;
        }
    });
}
