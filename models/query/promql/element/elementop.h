// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/element/line.h"
#include "models/query/promql/notes/annotation.h"
#include "models/query/promql/parse/expr.h"

namespace wf::query {

// One side of an operator at one step.
struct Operand {
    double value = 0;
    const signals::NativeHistogram *histogram = nullptr;
};
// What an operator makes of two: nothing when the kinds do not fit (and that is said), else a sample that a comparison
// keeps or filters out.
struct OperatorResult {
    bool isThere = false;
    bool isKept = false;
    double value = 0;
    signals::NativeHistogramPtr histogram;
};

class ElementOperator {
public:
    ElementOperator(BinaryOp op, TextRange where, Annotations &annotations)
        : m_op(op), m_where(where), m_annotations(annotations)
    {
    }
    [[nodiscard]] OperatorResult apply(const Operand &left, const Operand &right);

private:
    OperatorResult ofTwoHistograms(const signals::NativeHistogram &left, const signals::NativeHistogram &right);
    OperatorResult ofHistogramAndFloat(const signals::NativeHistogram &left, double right);
    OperatorResult combined(const signals::NativeHistogram &left, const signals::NativeHistogram &right, bool adds);
    OperatorResult misfit(const char *left, const char *right);

    BinaryOp m_op;
    TextRange m_where;
    Annotations &m_annotations;
};

// Arithmetic and comparisons of floats; comparisons give 1 or 0.
[[nodiscard]] double scalarOperation(BinaryOp op, double a, double b);
// A comparison as a filter: does it hold?
[[nodiscard]] bool holds(BinaryOp op, double a, double b);
// The result is another quantity than the operands: its name no longer holds.
[[nodiscard]] bool changesQuantity(BinaryOp op);

} // namespace wf::query
