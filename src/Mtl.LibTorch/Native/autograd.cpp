// Gradients: the two passes over the graph, the gradient that a leaf holds, and the modes that govern recording.
#include "boundary.h"
#include "values.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

MTL_EXPORT int mtl_backward(
    const mtl::Handle* tensors, int32_t count, const mtl::Handle* gradients, int32_t gradient_count, int32_t retain_graph,
    int32_t create_graph, const mtl::Handle* inputs, int32_t input_count)
{
    return mtl::guarded([&] {
        torch::autograd::backward(mtl::borrow(tensors, count), mtl::borrow(gradients, gradient_count), retain_graph != 0,
            create_graph != 0, mtl::borrow(inputs, input_count));
    });
}

// An unused input's result is null.
MTL_EXPORT int mtl_grad(
    const mtl::Handle* outputs, int32_t output_count, const mtl::Handle* inputs, int32_t input_count, const mtl::Handle* gradients,
    int32_t gradient_count, int32_t retain_graph, int32_t create_graph, int32_t allow_unused, mtl::Handle* results)
{
    return mtl::guarded([&] {
        const auto found = torch::autograd::grad(mtl::borrow(outputs, output_count), mtl::borrow(inputs, input_count),
            mtl::borrow(gradients, gradient_count), retain_graph != 0, create_graph != 0, allow_unused != 0);
        for (size_t i = 0; i < found.size(); i++)
            results[i] = mtl::give(found[i]);
    });
}

MTL_EXPORT int mtl_tensor_grad(mtl::Handle handle, mtl::Handle* result)
{
    return mtl::guarded([&] { *result = mtl::give(mtl::borrow(handle).grad()); });
}

MTL_EXPORT int mtl_tensor_set_grad(mtl::Handle handle, mtl::Handle gradient)
{
    return mtl::guarded([&] { mtl::borrow(handle).mutable_grad() = mtl::borrow(gradient); });
}

MTL_EXPORT int mtl_tensor_set_requires_grad(mtl::Handle handle, int32_t requires_grad)
{
    return mtl::guarded([&] { mtl::borrow(handle).set_requires_grad(requires_grad != 0); });
}

MTL_EXPORT int32_t mtl_grad_mode(int32_t enabled)
{
    const bool before = c10::GradMode::is_enabled();
    if (enabled >= 0)
        c10::GradMode::set_enabled(enabled != 0);
    return before;
}

MTL_EXPORT int32_t mtl_anomaly_mode(int32_t enabled, int32_t check_nan)
{
    const int32_t before = torch::autograd::AnomalyMode::is_enabled() + 2 * torch::autograd::AnomalyMode::should_check_nan();
    if (enabled >= 0)
        torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0);
    return before;
}

MTL_EXPORT c10::InferenceMode* mtl_inference_mode_enter(int32_t enabled)
{
    return new c10::InferenceMode(enabled != 0);
}

MTL_EXPORT void mtl_inference_mode_leave(c10::InferenceMode* mode)
{
    delete mode;
}

MTL_EXPORT int32_t mtl_inference_mode_is_enabled()
{
    return c10::InferenceMode::is_enabled();
}
