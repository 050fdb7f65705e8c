package dev.tagwright.classifier.embedding;

/**
 * What a vector was made with. Vectors can be compared only where the digest is the same.
 *
 * @param name of the model's folder, or of the model that is built in
 * @param digest SHA-256 over the model, its tokenizer and how texts are given to it, in hexadecimal
 * @param dimension how many numbers a vector has
 * @param engine "OnnxRuntime" or "PyTorch"
 * @param device "cpu" or "gpu"
 */
public record EmbeddingModel(String name, String digest, int dimension, String engine, String device) {}
