//HintName: Hello.Module.g.cs
class Hello
{
}
