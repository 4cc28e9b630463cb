// Random numbers: generators of their own, and the default one of the CPU.
#include "boundary.h"
#include "values.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Context.h>

#include <mutex>

namespace {

at::Generator borrow(c10::GeneratorImpl* generator)
{
    return at::Generator(c10::intrusive_ptr<c10::GeneratorImpl>::unsafe_reclaim_from_nonowning(generator));
}

}

MTL_EXPORT int mtl_generator_create(uint64_t seed, c10::GeneratorImpl** result)
{
    return mtl::guarded([&] { *result = at::detail::createCPUGenerator(seed).unsafeReleaseGeneratorImpl(); });
}

MTL_EXPORT int mtl_generator_default(c10::GeneratorImpl** result)
{
    return mtl::guarded([&] {
        at::Generator generator = at::detail::getDefaultCPUGenerator();
        *result = generator.unsafeReleaseGeneratorImpl();
    });
}

MTL_EXPORT void mtl_generator_release(c10::GeneratorImpl* generator)
{
    c10::intrusive_ptr<c10::GeneratorImpl>::reclaim(generator);
}

MTL_EXPORT int mtl_generator_manual_seed(c10::GeneratorImpl* handle, uint64_t seed)
{
    return mtl::guarded([&] {
        auto generator = borrow(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_current_seed(seed);
    });
}

// Seeds the default generators of all devices.
MTL_EXPORT int mtl_manual_seed(uint64_t seed)
{
    return mtl::guarded([&] { at::manual_seed(seed); });
}

// A fresh seed from the system's source of randomness.
MTL_EXPORT int mtl_generator_seed(c10::GeneratorImpl* handle, uint64_t* seed)
{
    return mtl::guarded([&] {
        auto generator = borrow(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        *seed = generator.seed();
    });
}

MTL_EXPORT int mtl_generator_initial_seed(c10::GeneratorImpl* handle, uint64_t* seed)
{
    return mtl::guarded([&] { *seed = borrow(handle).current_seed(); });
}

MTL_EXPORT int mtl_generator_get_state(c10::GeneratorImpl* handle, mtl::Handle* state)
{
    return mtl::guarded([&] {
        auto generator = borrow(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        *state = mtl::give(generator.get_state());
    });
}

MTL_EXPORT int mtl_generator_set_state(c10::GeneratorImpl* handle, mtl::Handle state)
{
    return mtl::guarded([&] {
        auto generator = borrow(handle);
        std::lock_guard<std::mutex> lock(generator.mutex());
        generator.set_state(mtl::borrow(state));
    });
}
