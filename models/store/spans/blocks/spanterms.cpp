// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanterms.h"

#include "models/store/disk/checksum.h"

#include <algorithm>
#include <string>

namespace wf::store {

namespace {

// Kept in files: must not change.
SpanTerm termOf(char kind, std::string_view a, std::string_view b)
{
    std::string text;
    text.reserve(a.size() + b.size() + 2);
    text += kind;
    text += a;
    text += '\0';
    text += b;
    return fingerprint(text) & ((SpanTerm(1) << termBits) - 1);
}

} // namespace

SpanTerm serviceTerm(std::string_view service)
{
    return termOf('s', service, {});
}

SpanTerm operationTerm(std::string_view operation)
{
    return termOf('o', operation, {});
}

SpanTerm callTerm(std::string_view service, std::string_view operation)
{
    return termOf('c', service, operation);
}

SpanTerm tagTerm(std::string_view key, std::string_view value)
{
    return termOf('t', key, value);
}

std::vector<SpanTerm> termsOf(const signals::Trace &trace)
{
    std::vector<SpanTerm> terms;
    const auto add = [&](const base::Labels &tags) {
        for (const auto &[key, value] : tags)
            if (value.size() <= longestTermValue)
                terms.push_back(tagTerm(key, value));
    };
    std::vector<std::string> services;
    for (const auto &process : trace.processes) {
        services.push_back(process.service.toStdString());
        terms.push_back(serviceTerm(services.back()));
        add(process.tags);
    }
    for (const auto &span : trace.spans) {
        const std::string operation = span.operation.toStdString();
        terms.push_back(operationTerm(operation));
        terms.push_back(callTerm(services.at(static_cast<std::size_t>(span.process)), operation));
        add(span.tags.labels());
        if (span.error)
            terms.push_back(tagTerm("error", "true"));
    }
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

} // namespace wf::store
