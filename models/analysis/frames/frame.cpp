// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/frames/frame.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::analysis {

QString FrameField::textAt(std::size_t row) const
{
    if (row >= size())
        return {};
    if (kind == Text)
        return texts[static_cast<qsizetype>(row)];
    return std::isnan(numbers[row]) ? QString() : QString::number(numbers[row], 'g', 15);
}

double FrameField::numberAt(std::size_t row) const
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    if (row >= size())
        return nothing;
    if (kind != Text)
        return numbers[row];
    bool ok = false;
    const double n = texts[static_cast<qsizetype>(row)].toDouble(&ok);
    return ok ? n : nothing;
}

void FrameField::append(const FrameField &from, std::size_t row)
{
    if (kind == Text)
        texts << from.textAt(row);
    else
        numbers.push_back(from.numberAt(row));
}

void FrameField::appendNothing()
{
    if (kind == Text)
        texts << QString();
    else
        numbers.push_back(std::numeric_limits<double>::quiet_NaN());
}

const FrameField *Frame::time() const
{
    const auto it =
        std::find_if(fields.begin(), fields.end(), [](const FrameField &f) { return f.kind == FrameField::Time; });
    return it == fields.end() ? nullptr : &*it;
}

const FrameField *Frame::field(const QString &displayName) const
{
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const FrameField &f) {
        return f.display() == displayName || f.name == displayName;
    });
    return it == fields.end() ? nullptr : &*it;
}

} // namespace wf::analysis
