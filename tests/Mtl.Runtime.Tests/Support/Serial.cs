// libtorch's random numbers and tensor counts are global: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
