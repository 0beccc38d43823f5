"""What the suggester learns from finished articles: a sequence learner and a reranker."""
