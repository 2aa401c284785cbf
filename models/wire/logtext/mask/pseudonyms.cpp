// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/pseudonyms.h"

#include <algorithm>

namespace wf::wire::logtext {

namespace {

constexpr std::size_t mostKeys = 50;

bool isIdentity(std::string_view name)
{
    return name == "trace_id" || name == "span_id" || name == "traceID" || name == "traceId" || name == "spanID" ||
           name == "spanId" || name == "__name__";
}

std::string maskOf(const std::string &name, int number)
{
    return "masked-" + name + '-' + std::to_string(number);
}

} // namespace

Pseudonyms::Pseudonyms(Masker masker, std::vector<std::string> keys)
    : m_masker(std::move(masker)), m_keys(std::move(keys)), m_names(m_masker.names()), m_known(m_names.size())
{
}

base::Result<Pseudonyms> Pseudonyms::create(const std::vector<std::string> &keys)
{
    if (keys.size() > mostKeys)
        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("At most 50 names can be masked by key."));
    MaskRules rules;
    rules[MaskRule::Ip] = true;
    for (const auto &key : keys) {
        if (key.empty() || key.size() > 100)
            return base::makeError(base::ErrorKind::Invalid,
                                   QStringLiteral("A name to mask by has 1 to 100 characters, such as user_id."));
        // "key": 12, key="text", key=text; what is masked already stays.
        rules.own.push_back(
            {key,
             "(?i)\\b" + base::regexEscaped(key) + "\\b\\\\?[\"']?\\s*[:=]\\s*\\\\?[\"']?([^\\s\"'\\\\,;&{}\\[\\]()]+)",
             {}});
    }
    auto masker = Masker::create(std::move(rules));
    if (!masker)
        return masker.error();
    return Pseudonyms(std::move(*masker), keys);
}

std::string Pseudonyms::substitute(std::size_t name, std::string_view original)
{
    if (original.starts_with("masked-"))
        return std::string(original);
    auto &known = m_known[name];
    ++known.times;
    auto found = known.numbers.find(original);
    if (found == known.numbers.end()) {
        if (known.numbers.empty())
            known.example = original;
        found = known.numbers.emplace(original, static_cast<int>(known.numbers.size()) + 1).first;
    }
    return maskOf(m_names[name], found->second);
}

std::string Pseudonyms::masked(std::string text)
{
    Masker::Counts counts;
    m_masker.mask(text, counts,
                  [this](std::size_t name, std::string_view original) { return substitute(name, original); });
    return text;
}

QString Pseudonyms::masked(const QString &text)
{
    return text.isEmpty() ? text : QString::fromStdString(masked(text.toStdString()));
}

base::Labels Pseudonyms::masked(const base::Labels &labels)
{
    std::vector<base::Labels::Pair> pairs;
    bool isChanged = false;
    for (const auto &[name, value] : labels) {
        const auto key = std::ranges::find(m_keys, name);
        std::string now = isIdentity(name) ? value
                          : key == m_keys.end()
                              ? masked(value)
                              : substitute(maskRuleCount + static_cast<std::size_t>(key - m_keys.begin()), value);
        isChanged = isChanged || now != value;
        pairs.emplace_back(name, std::move(now));
    }
    return isChanged ? base::Labels(std::move(pairs)) : labels;
}

std::vector<Pseudonyms::Count> Pseudonyms::counts() const
{
    std::vector<Count> out;
    for (std::size_t i = 0; i < m_known.size(); ++i)
        if (const auto &known = m_known[i]; known.times > 0)
            out.push_back({m_names[i], known.times, static_cast<qint64>(known.numbers.size()), known.example,
                           maskOf(m_names[i], known.numbers.find(known.example)->second)});
    return out;
}

} // namespace wf::wire::logtext
