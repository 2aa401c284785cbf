// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/parseline.h"

#include "models/analysis/logs/jsonfields.h"

#include <algorithm>

namespace wf::analysis {

namespace {

using signals::LineFormat;
using signals::ParsedField;
using signals::ParsedLine;

constexpr std::size_t longest = 1 << 20;

bool isKeyChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           c == '-' || c == '/';
}

ParsedField::Kind kindOf(std::string_view value)
{
    if (value == "true" || value == "false")
        return ParsedField::Kind::Boolean;
    if (value == "null")
        return ParsedField::Kind::Null;
    std::size_t i = !value.empty() && (value[0] == '-' || value[0] == '+') ? 1 : 0;
    const std::size_t digits = i;
    while (i < value.size() && ((value[i] >= '0' && value[i] <= '9') || value[i] == '.'))
        ++i;
    // "5614ms", "84.90", "37%": a number with at most a short unit.
    const auto unit = value.substr(i);
    const bool short_ = unit.size() <= 3 && std::all_of(unit.begin(), unit.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
                        });
    return i > digits && short_ ? ParsedField::Kind::Number : ParsedField::Kind::String;
}

QString unquoted(std::string_view inside)
{
    QString out = QString::fromUtf8(inside.data(), static_cast<qsizetype>(inside.size()));
    out.replace(QStringLiteral("\\\""), QStringLiteral("\""));
    out.replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    return out;
}

QString nameOf(std::string_view key)
{
    QString name = QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
    for (QChar &c : name)
        if (c == u'.' || c == u'-' || c == u'/')
            c = u'_';
    return name;
}

// key=value and key="quoted value"; words between them belong to no field.
std::vector<ParsedField> logfmtFields(std::string_view line)
{
    std::vector<ParsedField> out;
    std::size_t at = 0;
    while (at < line.size() && out.size() < mostFields) {
        if (!isKeyChar(line[at])) {
            ++at;
            continue;
        }
        const std::size_t key = at;
        while (at < line.size() && isKeyChar(line[at]))
            ++at;
        if (at >= line.size() || line[at] != '=') {
            while (at < line.size() && line[at] != ' ')
                ++at;
            continue;
        }
        const auto name = nameOf(line.substr(key, at - key));
        const std::size_t value = ++at;
        if (at < line.size() && line[at] == '"') {
            ++at;
            while (at < line.size() && line[at] != '"')
                at += line[at] == '\\' ? 2U : 1U;
            at = std::min(at + 1, line.size());
            const auto raw = line.substr(value, at - value);
            const bool closed = raw.size() > 1 && raw.back() == '"';
            out.push_back({name, unquoted(raw.substr(1, raw.size() - (closed ? 2 : 1))), ParsedField::Kind::String,
                           static_cast<qsizetype>(value), static_cast<qsizetype>(raw.size())});
            continue;
        }
        while (at < line.size() && line[at] != ' ')
            ++at;
        const auto raw = line.substr(value, at - value);
        out.push_back({name, QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size())), kindOf(raw),
                       static_cast<qsizetype>(value), static_cast<qsizetype>(raw.size())});
    }
    return out;
}

} // namespace

ParsedLine parseLine(std::string_view line)
{
    if (line.size() > longest)
        return {};
    const auto first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '{')
        if (auto fields = jsonFields(line))
            return {LineFormat::Json, std::move(*fields)};
    auto fields = logfmtFields(line);
    if (fields.empty())
        return {};
    return {LineFormat::Logfmt, std::move(fields)};
}

} // namespace wf::analysis
