# SPDX-License-Identifier: GPL-2.0-or-later
# The same work in R; see stats.sh. Prints seconds and a checksum.
kind <- commandArgs(TRUE)[1]
done <- function(start, sum) {
    force(sum)
    cat(sprintf("%.6f %.10g\n", as.numeric(Sys.time()) - start, sum))
}
start <- as.numeric(Sys.time())
if (kind == "tests") {
    n <- 100000
    cells <- matrix(5 + ((0:(4 * n - 1)) * 7919) %% 50, nrow = 4)
    start <- as.numeric(Sys.time())
    p <- numeric(n)
    for (i in seq_len(n))
        p[i] <- suppressWarnings(chisq.test(matrix(cells[, i], 2, byrow = TRUE),
                                            correct = FALSE)$p.value)
    done(start, sum(p.adjust(p, "holm")))
} else if (kind %in% c("fisher", "outlying", "even")) {
    cells <- list(fisher = c(113, 15, 8, 7, 7, 15, 2, 1, 1, 1, 7, 1, 1, 1, 0,
                             8, 1, 0, 1, 0, 7, 1, 0, 0, 2),
                  outlying = c(140, 8, 5, 4, 3, 9, 1, 1, 1, 0, 6, 1, 1, 0, 1,
                               5, 1, 0, 1, 1, 6, 1, 1, 1, 2),
                  even = 4 + ((0:24) * 7) %% 9)
    x <- matrix(cells[[kind]], 5, byrow = TRUE)
    p <- tryCatch(fisher.test(x, workspace = 2e8)$p.value,
                  error = function(e) NA)
    done(start, p)
} else if (kind == "random") {
    x <- matrix(4 + ((0:24) * 7) %% 9, 5, byrow = TRUE)
    done(start, fisher.test(x, simulate.p.value = TRUE, B = 10000)$p.value)
} else {
    n <- 500; c <- 10; b <- 10000
    i <- 0:(n - 1); g <- i %% 2
    y <- outer(i, 0:(c - 1), function(i, j) as.integer((i * 7919 + j * 104729 + i * i * (j + 3)) %% 101 < 40))
    x2s <- function(y) {
        m <- rowsum(y, g); k <- as.vector(table(g)); p <- colSums(y) / n
        e <- outer(k, p)
        sum(colSums((m - e)^2 / e / rep(1 - p, each = 2)))
    }
    set.seed(1)
    start <- as.numeric(Sys.time())
    observed <- x2s(y)
    drawn <- replicate(b, x2s(y[sample(n, replace = TRUE), ]))
    done(start, mean(drawn >= observed))
}
