global using unsafe Row = delegate*<float*, float*, float*, int, float*, void>;
