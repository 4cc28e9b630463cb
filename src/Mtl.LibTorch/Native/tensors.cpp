// What a tensor is (shape, type, place), memory shared with managed code, and the end of handles.
#include "boundary.h"
#include "values.h"

#include <ATen/ATen.h>

#include <cstdlib>

namespace {

struct Description {
    int64_t dimensions;
    int64_t elements;
    const int64_t* sizes;
    const int64_t* strides;
    int64_t storage_offset;
    void* data;
    int32_t dtype;
    int32_t element_size;
    int32_t device_type;
    int32_t device_index;
    int32_t requires_grad;
    int32_t is_leaf;
    int32_t is_contiguous;
    int32_t is_sparse;
};

}

MTL_EXPORT int mtl_tensor_describe(mtl::Handle handle, Description* description)
{
    return mtl::guarded([&] {
        const auto tensor = mtl::borrow(handle);
        const bool strided = tensor.layout() == at::kStrided;
        description->dimensions = tensor.dim();
        description->elements = tensor.numel();
        description->sizes = tensor.sizes().data();
        description->strides = strided ? tensor.strides().data() : nullptr;
        description->storage_offset = strided ? tensor.storage_offset() : 0;
        description->data = strided && tensor.has_storage() ? tensor.data_ptr() : nullptr;
        description->dtype = static_cast<int32_t>(tensor.scalar_type());
        description->element_size = static_cast<int32_t>(tensor.element_size());
        description->device_type = static_cast<int32_t>(tensor.device().type());
        description->device_index = tensor.device().index();
        description->requires_grad = tensor.requires_grad();
        description->is_leaf = tensor.is_leaf();
        description->is_contiguous = strided && tensor.is_contiguous();
        description->is_sparse = tensor.is_sparse();
    });
}

// A tensor over the caller's memory. `deleter` is called with `context` when libtorch needs the memory no more.
MTL_EXPORT int mtl_tensor_over(
    void* data, const int64_t* sizes, int32_t dimensions, int32_t dtype, void (*deleter)(void*), void* context, mtl::Handle* result)
{
    return mtl::guarded([&] {
        *result = mtl::give(at::from_blob(
            data, at::IntArrayRef(sizes, dimensions), [deleter, context](void*) { deleter(context); },
            at::TensorOptions(static_cast<at::ScalarType>(dtype))));
    });
}

MTL_EXPORT void mtl_tensor_release(const mtl::Handle* handles, int32_t count)
{
    mtl::guarded([&] {
        for (int32_t i = 0; i < count; i++)
            mtl::release(handles[i]);
    });
}

MTL_EXPORT int64_t mtl_tensor_count()
{
    return mtl::live_handles();
}

MTL_EXPORT void mtl_free(void* memory)
{
    std::free(memory);
}
