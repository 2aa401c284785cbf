// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <memory>
#include <string_view>

namespace wf::wire::prometheus {

// Decodes the answer of a range query while its bytes arrive, straight into columns; no copy of the body is kept. Reads
// the form in which the servers write matrices by itself; whatever looks different (a sample, a series, the whole
// answer) goes through the general decoder, so the result is always that of decodeAnyQuery() on the whole body. Not
// thread-safe; one object decodes one answer. Errors: those of decodeQuery().
class MatrixStream {
public:
    explicit MatrixStream(const Limits &limits = {});
    ~MatrixStream();
    MatrixStream(const MatrixStream &) = delete;
    MatrixStream &operator=(const MatrixStream &) = delete;

    // The columns of an answer nobody needs any more: memory that is mapped already is several times faster than fresh
    // memory.
    void recycle(signals::QueryAnswer old);

    // Pieces of any size, in order. False when the answer is known to be bad: the rest need not be fetched.
    bool feed(std::string_view chunk);
    // After the last piece. A truncated answer is an error.
    [[nodiscard]] base::Result<signals::QueryAnswer> finish(qint64 stepMs = 0);

    // The body begins as the matrices do that this class reads by itself.
    [[nodiscard]] static bool reads(std::string_view body);

private:
    class Machine;
    std::unique_ptr<Machine> m_machine;
};

} // namespace wf::wire::prometheus
