// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/exports/boardcsv.h"

#include "models/base/csv.h"
#include "models/base/timetext.h"
#include "models/engine/objectives/objectivestate.h"
#include "models/signals/logbuffer.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BoardCsv", text);
}

// Numbers keep every digit: the shortest text that reads as the same.
QString numberText(double value)
{
    if (std::isnan(value))
        return {};
    if (std::isinf(value))
        return value > 0 ? u"+Inf"_s : u"-Inf"_s;
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString momentText(double ms)
{
    return std::isnan(ms) ? QString() : base::isoTime(static_cast<qint64>(ms) * base::nsPerMs);
}

QString cellText(const FrameField &field, std::size_t row)
{
    if (row >= field.size())
        return {};
    if (field.kind == FrameField::Text)
        return field.texts[static_cast<qsizetype>(row)];
    return field.kind == FrameField::Time ? momentText(field.numbers[row]) : numberText(field.numbers[row]);
}

// A frame with moments and numbers alone is series; with texts it is a table.
bool isSeries(const Frame &frame)
{
    return frame.time() &&
           std::ranges::none_of(frame.fields, [](const FrameField &field) { return field.kind == FrameField::Text; });
}

class Lines {
public:
    void add(const QStringList &cells) { m_text += base::csvLine(cells).toUtf8() + "\r\n"; }
    [[nodiscard]] QByteArray take() { return std::move(m_text); }

private:
    QByteArray m_text;
};

// All series beside each other, joined at their moments.
void addSeries(const std::vector<Frame> &frames, Lines &out)
{
    QStringList head{say("Time")};
    std::map<qint64, std::vector<double>> rows;
    std::size_t columns = 0;
    for (const Frame &frame : frames)
        for (const FrameField &field : frame.fields)
            if (field.kind == FrameField::Number) {
                head << field.display();
                ++columns;
            }
    std::size_t column = 0;
    for (const Frame &frame : frames) {
        const FrameField *time = frame.time();
        for (const FrameField &field : frame.fields) {
            if (field.kind != FrameField::Number)
                continue;
            for (std::size_t i = 0; i < std::min(time->size(), field.size()); ++i) {
                auto &row = rows[static_cast<qint64>(time->numbers[i])];
                row.resize(columns, std::numeric_limits<double>::quiet_NaN());
                row[column] = field.numbers[i];
            }
            ++column;
        }
    }
    out.add(head);
    for (const auto &[ms, values] : rows) {
        QStringList cells{momentText(static_cast<double>(ms))};
        for (const double value : values)
            cells << numberText(value);
        out.add(cells);
    }
}

void addTable(const Frame &frame, Lines &out)
{
    QStringList head;
    for (const FrameField &field : frame.fields)
        head << field.display();
    out.add(head);
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        QStringList cells;
        for (const FrameField &field : frame.fields)
            cells << cellText(field, row);
        out.add(cells);
    }
}

void addLog(const signals::LogBuffer &lines, Lines &out)
{
    out.add({say("Time"), say("Level"), say("Line")});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const signals::LogLineView line = lines.at(i);
        out.add({base::isoTime(line.timeNs), signals::logLevelName(line.level),
                 QString::fromUtf8(line.text.data(), static_cast<qsizetype>(line.text.size()))});
    }
}

void addLong(const QString &title, const Frame &frame, Lines &out)
{
    const FrameField *time = frame.time();
    for (std::size_t row = 0; row < frame.rows(); ++row) {
        QStringList texts;
        for (const FrameField &field : frame.fields)
            if (field.kind == FrameField::Text)
                texts << QString(field.display() + u'=' + cellText(field, row));
        for (const FrameField &field : frame.fields) {
            if (field.kind != FrameField::Number)
                continue;
            const QString series =
                texts.isEmpty() ? field.display() : QString(texts.join(u", "_s) + u": "_s + field.display());
            out.add({title, series, time ? cellText(*time, row) : QString(), cellText(field, row)});
        }
    }
}

FrameField texts(const char *name)
{
    return {say(name), FrameField::Text, {}, {}, {}, {}};
}
FrameField numbers(const char *name, FrameField::Kind kind = FrameField::Number)
{
    return {say(name), kind, {}, {}, {}, {}};
}

Frame callsOf(const std::vector<signals::ServiceCall> &calls)
{
    Frame out{{}, {texts("Caller"), texts("Called"), numbers("Calls")}};
    for (const signals::ServiceCall &call : calls) {
        out.fields[0].texts << call.caller;
        out.fields[1].texts << call.callee;
        out.fields[2].numbers.push_back(static_cast<double>(call.count));
    }
    return out;
}

Frame tracesOf(const std::vector<signals::TraceSummary> &traces)
{
    Frame out{{},
              {texts("Trace"), numbers("Time", FrameField::Time), texts("Service"), texts("Operation"),
               numbers("Nanoseconds"), numbers("Spans"), numbers("Errors")}};
    for (const signals::TraceSummary &t : traces) {
        out.fields[0].texts << t.traceId;
        out.fields[1].numbers.push_back(static_cast<double>(t.startNs / base::nsPerMs));
        out.fields[2].texts << t.rootService;
        out.fields[3].texts << t.rootOperation;
        out.fields[4].numbers.push_back(static_cast<double>(t.durationNs));
        out.fields[5].numbers.push_back(t.spanCount);
        out.fields[6].numbers.push_back(t.errorCount);
    }
    return out;
}

Frame alertsOf(const std::vector<signals::Alert> &alerts)
{
    Frame out{{}, {texts("Alert"), numbers("Time", FrameField::Time), texts("Labels")}};
    for (const signals::Alert &alert : alerts) {
        out.fields[0].texts << alert.name();
        out.fields[1].numbers.push_back(static_cast<double>(alert.startsNs / base::nsPerMs));
        out.fields[2].texts << alert.labels.toString();
    }
    return out;
}

Frame objectiveOf(const ObjectiveState &state)
{
    Frame out{{}, {texts("Objective"), numbers("Target"), numbers("Good"), numbers("Budget left")}};
    out.fields[0].texts << state.objective.id;
    out.fields[1].numbers = {state.objective.target};
    out.fields[2].numbers = {state.report.compliance};
    out.fields[3].numbers = {state.report.left};
    return out;
}

Frame boardsOf(const signals::LinkFigure &boards)
{
    Frame out{{}, {texts("Dashboard"), texts("Tags")}};
    for (const auto &row : boards.rows) {
        out.fields[0].texts << row.title;
        out.fields[1].texts << row.tags.join(u", "_s);
    }
    return out;
}

// What the panel shows as tables; what it lists that no query of metrics or logs tells is one, too.
std::vector<Frame> tablesOf(const GatheredPanel &panel, std::stop_token stop)
{
    const BoardAnswer &answer = panel.answer;
    if (!answer.calls.empty())
        return {callsOf(answer.calls)};
    if (!answer.traces.empty())
        return {tracesOf(answer.traces)};
    if (!answer.alerts.empty())
        return {alertsOf(answer.alerts)};
    if (answer.objective)
        return {objectiveOf(*answer.objective)};
    if (!answer.boards.rows.empty())
        return {boardsOf(answer.boards)};
    return framesOf(panel.placed.panel, answer.answers, stop);
}

} // namespace

QByteArray panelCsv(const GatheredPanel &panel, std::stop_token stop)
{
    Lines out;
    if (panel.answer.lines) {
        addLog(*panel.answer.lines, out);
        return out.take();
    }
    const std::vector<Frame> frames = tablesOf(panel, stop);
    if (std::ranges::all_of(frames, isSeries)) {
        addSeries(frames, out);
        return out.take();
    }
    for (const Frame &frame : frames)
        addTable(frame, out);
    return out.take();
}

QByteArray boardCsv(const std::vector<GatheredPanel> &panels, std::stop_token stop)
{
    Lines out;
    out.add({say("Panel"), say("Series"), say("Time"), say("Value")});
    for (const GatheredPanel &panel : panels) {
        if (panel.answer.lines)
            for (std::size_t i = 0; i < panel.answer.lines->size(); ++i) {
                const signals::LogLineView line = panel.answer.lines->at(i);
                out.add({panel.placed.panel.title, signals::logLevelName(line.level), base::isoTime(line.timeNs),
                         QString::fromUtf8(line.text.data(), static_cast<qsizetype>(line.text.size()))});
            }
        for (const Frame &frame : tablesOf(panel, stop))
            addLong(panel.placed.panel.title, frame, out);
    }
    return out.take();
}

} // namespace wf::engine
