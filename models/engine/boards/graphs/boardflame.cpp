// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/graphs/boardflame.h"

#include "models/analysis/flame/flametraces.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::FlameFigure;

namespace {

constexpr std::size_t mostBoxes = 20'000;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BoardFlame", text);
}

bool isNestedSet(const Frame &frame)
{
    return frame.field(u"level"_s) && frame.field(u"value"_s) && frame.field(u"label"_s);
}

double finite(double value)
{
    return std::isfinite(value) ? std::max(0.0, value) : 0;
}

// Rows come depth first; the parent of a row is the last one above it of the level before.
FlameFigure ofNestedSet(const signals::BoardPanel &panel, const Frame &frame)
{
    const FrameField &level = *frame.field(u"level"_s), &value = *frame.field(u"value"_s);
    const FrameField &label = *frame.field(u"label"_s);
    const FrameField *self = frame.field(u"self"_s);
    FlameFigure out;
    out.unit = settingsOf(panel, frame, value).unit;
    out.what = say("A profile");
    std::vector<int> path;    // boxes from the root down
    std::vector<double> ends; // where the next child of each begins
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        if (out.boxes.size() >= mostBoxes) {
            out.left = frame.rows() - row;
            break;
        }
        const auto depth = std::min(static_cast<std::size_t>(finite(level.numberAt(row))), path.size());
        if (depth == 0 && !path.empty())
            break; // another root: of another profile
        path.resize(depth);
        ends.resize(depth);
        FlameFigure::Box box;
        box.name = label.textAt(row);
        box.parent = depth > 0 ? path.back() : -1;
        box.depth = static_cast<int>(depth);
        box.start = depth > 0 ? ends.back() : 0;
        box.total = finite(value.numberAt(row));
        box.self = self ? finite(self->numberAt(row)) : 0;
        // "net/http.(*conn).serve": what stands before the last dot names the package
        const qsizetype slash = box.name.lastIndexOf(u'/'), dot = box.name.indexOf(u'.', slash + 1);
        box.group = depth > 0 ? box.name.left(dot < 0 ? slash : dot) : QString();
        if (depth > 0)
            ends.back() += box.total;
        ends.push_back(box.start);
        path.push_back(static_cast<int>(out.boxes.size()));
        out.boxes.push_back(std::move(box));
    }
    return out;
}

} // namespace

FlameFigure flameOf(const signals::BoardPanel &panel, const std::vector<Frame> &frames, const BoardAnswer &answer,
                    std::stop_token stop)
{
    for (const Frame &frame : frames)
        if (isNestedSet(frame))
            return ofNestedSet(panel, frame);
    if (answer.wholeTraces.empty())
        return {};
    QStringList asked = answer.asked;
    asked.removeAll(QString());
    FlameFigure out = analysis::flameOfTraces(answer.wholeTraces, asked.join(u", "_s), mostBoxes, stop);
    out.what = say("Time of the spans of %1 traces, no profile").arg(answer.wholeTraces.size());
    return out;
}

} // namespace wf::engine
