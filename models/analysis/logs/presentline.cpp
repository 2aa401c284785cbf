// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/parseline.h"

#include <algorithm>
#include <array>

namespace wf::analysis {

namespace {

using signals::LinePresentation;
using signals::ParsedField;

using Names = std::initializer_list<const char *>;

bool isOneOf(const QString &name, Names names)
{
    return std::any_of(names.begin(), names.end(),
                       [&](const char *n) { return name.compare(QLatin1String(n), Qt::CaseInsensitive) == 0; });
}

bool isMessage(const QString &name)
{
    return isOneOf(name, {"msg", "message", "event", "log", "body"});
}

// What the row shows in columns of its own, or nobody reads.
bool isElsewhere(const QString &name)
{
    return isOneOf(name, {"ts",        "time",         "timestamp", "_timestamp", "t",       "level",   "lvl",
                          "severity",  "loglevel",     "trace_id",  "traceid",    "span_id", "spanid",  "trace_flags",
                          "service",   "service_name", "app",       "job",        "pod",     "version", "region",
                          "namespace", "cluster",      "host",      "hostname",   "instance"});
}

LinePresentation plain(std::string_view line, int cap)
{
    LinePresentation out;
    out.text =
        QString::fromUtf8(line.data(), static_cast<qsizetype>(std::min(line.size(), static_cast<std::size_t>(cap))));
    return out;
}

// Logfmt reads as it is written; only its values are told apart. Positions in bytes become positions in characters.
LinePresentation asWritten(std::string_view line, const std::vector<ParsedField> &fields, int cap)
{
    LinePresentation out = plain(line, cap);
    const bool isAscii =
        out.text.size() == static_cast<qsizetype>(std::min(line.size(), static_cast<std::size_t>(cap)));
    for (const auto &field : fields) {
        const auto chars = [&](qsizetype byte) {
            return static_cast<int>(isAscii ? byte : QString::fromUtf8(line.data(), byte).size());
        };
        const int begin = chars(field.begin);
        const int end = std::min(chars(field.begin + field.length), static_cast<int>(out.text.size()));
        if (end > begin)
            out.values.push_back({begin, end - begin, field.kind});
    }
    return out;
}

LinePresentation composed(const std::vector<ParsedField> &fields, const base::Labels &stream, int cap)
{
    LinePresentation out;
    const auto message = std::find_if(fields.begin(), fields.end(),
                                      [](const ParsedField &f) { return isMessage(f.name) && !f.value.isEmpty(); });
    if (message != fields.end()) {
        out.text = message->value;
        // Messages often carry key=value themselves.
        const std::string words = out.text.left(cap).toStdString();
        if (const auto inside = parseLine(words); inside.format == signals::LineFormat::Logfmt)
            out.values = asWritten(words, inside.fields, cap).values;
    }
    const auto isSaid = [said = out.text](const ParsedField &f) {
        return said.contains(f.value.size() > 1 ? f.value : QString(f.name + u'=' + f.value));
    };
    for (auto field = fields.begin(); field != fields.end() && out.text.size() < cap; ++field) {
        if (field == message || isElsewhere(field->name) || isSaid(*field) ||
            stream.value(field->name.toStdString()) == field->value.toStdString())
            continue;
        if (!out.text.isEmpty())
            out.text += u' ';
        out.text += field->name + u'=';
        const int begin = static_cast<int>(out.text.size());
        const bool quote = field->kind == ParsedField::Kind::String && field->value.contains(u' ');
        out.text += quote ? QString(u'"' + field->value + u'"') : field->value;
        out.values.push_back({begin, static_cast<int>(out.text.size()) - begin, field->kind});
    }
    return out;
}

} // namespace

LinePresentation presentLine(std::string_view line, const base::Labels &stream, int cap)
{
    const auto parsed = parseLine(line);
    LinePresentation out;
    if (parsed.format == signals::LineFormat::Json)
        out = composed(parsed.fields, stream, cap);
    else if (parsed.format == signals::LineFormat::Logfmt)
        out = asWritten(line, parsed.fields, cap);
    if (out.text.isEmpty())
        out = plain(line, cap);
    if (out.text.size() > cap) {
        out.text.truncate(cap);
        std::erase_if(out.values, [&](const LinePresentation::Span &s) { return s.begin + s.length > cap; });
    }
    return out;
}

} // namespace wf::analysis
