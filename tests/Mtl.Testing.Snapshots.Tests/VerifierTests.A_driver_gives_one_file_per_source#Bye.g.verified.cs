//HintName: Bye.g.cs
class Bye;