// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/stages/formatsteps.h"

#include "models/query/template/line/linetemplate.h"

namespace wf::query::logql {

namespace {

constexpr std::string_view templateErrorName = "TemplateFormatErr";

class LineData final : public LineTemplateData {
public:
    LineData(const LineState &line, qint64 nowNs) : m_line(line), m_nowNs(nowNs) {}
    std::string_view label(std::string_view name) const override { return m_line.labels.value(name); }
    std::vector<std::pair<std::string, std::string>> labels() const override
    {
        std::vector<LineLabels::Label> all;
        m_line.labels.all(all);
        std::vector<std::pair<std::string, std::string>> out;
        for (const auto &label : all)
            out.emplace_back(label.name, label.value);
        std::ranges::sort(out);
        return out;
    }
    std::string_view line() const override { return m_line.text; }
    qint64 timeNs() const override { return m_line.timeNs; }
    qint64 nowNs() const override { return m_nowNs; }

private:
    const LineState &m_line;
    qint64 m_nowNs;
};

base::Result<LineTemplate> parsed(const std::string &text)
{
    auto made = LineTemplate::parse(text);
    if (!made)
        return base::makeError(base::ErrorKind::Invalid,
                               QStringLiteral("the template \"%1\" cannot be used: %2")
                                   .arg(QString::fromStdString(text).left(80), made.error().summary));
    return made;
}

class LineFormatStep final : public Step {
public:
    LineFormatStep(LineTemplate made, qint64 nowNs) : m_template(std::move(made)), m_nowNs(nowNs) {}
    bool process(LineState &line) const override
    {
        if (!m_template.onlyField().empty()) {
            line.text = line.labels.keep(line.labels.value(m_template.onlyField()));
            return true;
        }
        std::string out;
        if (const auto done = m_template.execute(LineData(line, m_nowNs), out); !done)
            line.labels.setError(templateErrorName, done.error().summary.toStdString());
        else
            line.text = line.labels.keep(out);
        return true;
    }
    void addNeeds(std::vector<std::string> &names) const override
    {
        names.insert(names.end(), m_template.fields().begin(), m_template.fields().end());
    }

private:
    LineTemplate m_template;
    qint64 m_nowNs;
};

class LabelFormatStep final : public Step {
public:
    struct Assignment {
        std::string name;
        std::string from; // renamed
        std::optional<LineTemplate> made;
    };
    LabelFormatStep(std::vector<Assignment> assignments, qint64 nowNs)
        : m_assignments(std::move(assignments)), m_nowNs(nowNs)
    {
    }
    bool process(LineState &line) const override
    {
        // Every template sees the labels as they were when the first of them ran.
        std::vector<std::pair<const Assignment *, std::string>> made;
        bool hasMade = false;
        for (const auto &assignment : m_assignments) {
            if (!assignment.made) {
                if (!line.labels.has(assignment.from))
                    continue;
                line.labels.set(assignment.name, std::string(line.labels.value(assignment.from)));
                line.labels.remove(assignment.from);
                continue;
            }
            if (!hasMade) {
                hasMade = true;
                run(line, made);
            }
            const auto it = std::ranges::find(made, &assignment, &std::pair<const Assignment *, std::string>::first);
            if (it != made.end())
                line.labels.set(assignment.name, it->second);
        }
        return true;
    }
    void addNeeds(std::vector<std::string> &names) const override
    {
        for (const auto &assignment : m_assignments) {
            if (!assignment.made)
                names.push_back(assignment.from);
            else
                names.insert(names.end(), assignment.made->fields().begin(), assignment.made->fields().end());
        }
    }

private:
    void run(LineState &line, std::vector<std::pair<const Assignment *, std::string>> &made) const
    {
        for (const auto &assignment : m_assignments) {
            if (!assignment.made)
                continue;
            std::string out;
            if (const auto done = assignment.made->execute(LineData(line, m_nowNs), out); !done)
                line.labels.setError(templateErrorName, done.error().summary.toStdString());
            else
                made.emplace_back(&assignment, std::move(out));
        }
    }
    std::vector<Assignment> m_assignments;
    qint64 m_nowNs;
};

} // namespace

base::Result<StepPtr> compileStep(const LineFormat &format, qint64 nowNs)
{
    auto made = parsed(format.pattern);
    if (!made)
        return made.error();
    return StepPtr(std::make_shared<LineFormatStep>(std::move(*made), nowNs));
}

base::Result<StepPtr> compileStep(const LabelFormat &format, qint64 nowNs)
{
    std::vector<LabelFormatStep::Assignment> assignments;
    for (const auto &assignment : format.assignments) {
        if (assignment.isRename) {
            assignments.push_back({assignment.name, assignment.value, std::nullopt});
            continue;
        }
        auto made = parsed(assignment.value);
        if (!made)
            return made.error();
        assignments.push_back({assignment.name, {}, std::move(*made)});
    }
    return StepPtr(std::make_shared<LabelFormatStep>(std::move(assignments), nowNs));
}

} // namespace wf::query::logql
