// The library itself: threads, devices, version.
#include "boundary.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <torch/version.h>

#include <string>

MTL_EXPORT int mtl_set_num_threads(int32_t threads)
{
    return mtl::guarded([&] { at::set_num_threads(threads); });
}

MTL_EXPORT int32_t mtl_get_num_threads()
{
    return at::get_num_threads();
}

MTL_EXPORT int mtl_set_num_interop_threads(int32_t threads)
{
    return mtl::guarded([&] { at::set_num_interop_threads(threads); });
}

MTL_EXPORT int32_t mtl_get_num_interop_threads()
{
    return at::get_num_interop_threads();
}

MTL_EXPORT int32_t mtl_cuda_is_available()
{
    return at::hasCUDA();
}

MTL_EXPORT const char* mtl_version()
{
    return TORCH_VERSION;
}

MTL_EXPORT const char* mtl_build_information()
{
    static const std::string information = at::show_config();
    return information.c_str();
}
