// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/loglines.h"

#include "models/analysis/logs/parseline.h"

namespace wf::engine {

namespace {

QString firstOf(const base::Labels &stream, const base::Labels &metadata, std::initializer_list<std::string_view> names)
{
    for (const auto name : names)
        for (const auto *labels : {&stream, &metadata})
            if (labels->has(name))
                return labels->text(name);
    return {};
}

void addLabels(std::vector<LineField> &out, const base::Labels &labels, LineField::Origin origin)
{
    for (const auto &[name, value] : labels)
        out.push_back(
            {{QString::fromStdString(name), QString::fromStdString(value), signals::ParsedField::Kind::String, 0, 0},
             origin});
}

} // namespace

signals::LinePresentation presentLine(std::string_view line, const base::Labels &stream)
{
    return analysis::presentLine(line, stream);
}

std::vector<LineField> fieldsOf(const signals::LogLine &line)
{
    std::vector<LineField> out;
    for (auto &field : analysis::parseLine(line.text).fields)
        out.push_back({std::move(field), LineField::Origin::Line});
    addLabels(out, line.metadata, LineField::Origin::Metadata);
    addLabels(out, line.stream, LineField::Origin::Stream);
    return out;
}

QString serviceOf(const base::Labels &stream, const base::Labels &metadata)
{
    return firstOf(stream, metadata, {"service_name", "service", "app", "job", "container"});
}

signals::Subject subjectOf(const signals::LogLine &line)
{
    auto subject = signals::Subject::ofService(serviceOf(line.stream, line.metadata));
    subject.kind = signals::SubjectKind::LogLine;
    subject.region = firstOf(line.stream, line.metadata, {"region"});
    subject.instance = firstOf(line.stream, line.metadata, {"pod", "instance", "host"});
    subject.id = line.traceId;
    subject.title = presentLine(line.text, line.stream).text.left(200);
    subject.labels = line.stream;
    subject.timeNs = line.timeNs;
    return subject;
}

} // namespace wf::engine
