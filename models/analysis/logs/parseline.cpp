// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/parseline.h"

#include "models/signals/linefields.h"

namespace wf::analysis {

namespace {

using signals::LineFormat;
using signals::ParsedField;
using signals::ParsedLine;
using signals::RawField;

constexpr std::size_t longest = 1 << 20;

ParsedField copied(const RawField &field)
{
    return {QString::fromLatin1(field.name.data(), static_cast<qsizetype>(field.name.size())),
            QString::fromStdString(signals::fieldText(field)), field.kind, static_cast<qsizetype>(field.begin),
            static_cast<qsizetype>(field.raw.size())};
}

} // namespace

ParsedLine parseLine(std::string_view line)
{
    if (line.size() > longest)
        return {};
    std::vector<ParsedField> fields;
    const signals::FieldVisitor collect = [&fields](const RawField &field) { fields.push_back(copied(field)); };
    const auto first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos && line[first] == '{') {
        if (signals::visitJsonFields(line, collect))
            return {LineFormat::Json, std::move(fields)};
        fields.clear();
    }
    signals::visitLogfmtFields(line, collect);
    if (fields.empty())
        return {};
    return {LineFormat::Logfmt, std::move(fields)};
}

} // namespace wf::analysis
