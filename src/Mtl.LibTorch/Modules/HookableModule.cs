namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module whose calls can be listened to.</summary>
        /// <typeparam name="TPreHook">What is called before: it may change the inputs.</typeparam>
        /// <typeparam name="TPostHook">What is called after: it may change the result.</typeparam>
        public class HookableModule<TPreHook, TPostHook> : Module
        {
            /// <summary>Called before, by key.</summary>
            protected Dictionary<string, TPreHook> pre_hooks = [];

            /// <summary>Called after, by key.</summary>
            protected Dictionary<string, TPostHook> post_hooks = [];

            /// <summary>Called before everything else, by key.</summary>
            protected Dictionary<string, Action<Module>> module_pre_hooks = [];

            /// <summary>Called after everything else, by key.</summary>
            protected Dictionary<string, Action<Module>> module_post_hooks = [];

            /// <summary>A module of that name.</summary>
            protected HookableModule(string name)
                : base(name)
            {
            }

            /// <summary>Whether a call has to look for hooks at all.</summary>
            private protected bool HasHooks =>
                pre_hooks.Count + post_hooks.Count + module_pre_hooks.Count + module_post_hooks.Count > 0;

            /// <summary>Calls a function after every call; what it returns, unless null, becomes the result.</summary>
            public HookRemover register_forward_hook(TPostHook hook) => Register(post_hooks, hook);

            /// <summary>Calls a function before every call; what it returns, unless null, becomes the inputs.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook) => Register(pre_hooks, hook);

            /// <summary>Calls an action after every call.</summary>
            public HookRemover register_forward_hook(Action<Module> hook) => Register(module_post_hooks, hook);

            /// <summary>Calls an action before every call.</summary>
            public HookRemover register_forward_pre_hook(Action<Module> hook) => Register(module_pre_hooks, hook);

            private HookRemover Register<THook>(Dictionary<string, THook> hooks, THook hook)
            {
                var key = Guid.NewGuid().ToString();
                hooks.Add(key, hook);
                return new(this, key);
            }

            private void Remove(string key)
            {
                pre_hooks.Remove(key);
                post_hooks.Remove(key);
                module_pre_hooks.Remove(key);
                module_post_hooks.Remove(key);
            }

            /// <summary>Takes a hook off again.</summary>
            public class HookRemover(HookableModule<TPreHook, TPostHook> module, string key)
            {
                /// <summary>Takes the hook off.</summary>
                public void remove() => module.Remove(key);
            }
        }
    }
}
