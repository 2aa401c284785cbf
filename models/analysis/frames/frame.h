// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::analysis {

// A column of a table. Exactly one of `numbers` (NaN = nothing) and `texts` is filled; times are Unix milliseconds.
struct FrameField {
    enum Kind { Time, Number, Text };
    QString name;
    Kind kind = Number;
    base::Labels labels; // of a series
    QString shown;       // its display name, once settled; empty = name
    std::vector<double> numbers;
    QStringList texts;

    [[nodiscard]] QString display() const { return shown.isEmpty() ? name : shown; }
    [[nodiscard]] std::size_t size() const
    {
        return kind == Text ? static_cast<std::size_t>(texts.size()) : numbers.size();
    }
    [[nodiscard]] QString textAt(std::size_t row) const;
    [[nodiscard]] double numberAt(std::size_t row) const; // NaN where it is none
    void append(const FrameField &from, std::size_t row); // a null when `row` is beyond it
    void appendNothing();
};

// What one question answered: columns of equal length.
struct Frame {
    QString refId;
    std::vector<FrameField> fields;
    [[nodiscard]] std::size_t rows() const { return fields.empty() ? 0 : fields.front().size(); }
    [[nodiscard]] const FrameField *time() const;
    [[nodiscard]] const FrameField *field(const QString &displayName) const;
};

} // namespace wf::analysis
