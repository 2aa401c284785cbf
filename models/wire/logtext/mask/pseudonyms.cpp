// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/pseudonyms.h"

#include "models/wire/logtext/mask/personwords_p.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace wf::wire::logtext {

namespace {

constexpr std::size_t mostKeys = 50;

bool isIdentity(std::string_view name)
{
    return name == "trace_id" || name == "span_id" || name == "traceID" || name == "traceId" || name == "spanID" ||
           name == "spanId" || name == "__name__";
}

// The value behind a key: in quotes (also with backslashes before them, as in JSON within a string) up to their end.
const std::string quotedValue = R"re((?:"((?:[^"\\]|\\.)+)|\\+"((?:[^"\\]|\\+[^"\\])+)|'([^']+)))re";
// Without: a word, or an account of a domain (CORP\ann).
const std::string bareValue = R"re(((?-i:[A-Z][A-Z0-9-]{1,14})\\{1,2}[\w.-]+|[^\s"'\\,;&{}\[\]()]+))re";

std::string certainly(const std::string &key)
{
    return "(?i)\\b" + key + R"re(\b(?:\\*["']?\s*[:=]\s*)re" + quotedValue + R"re(|["']?=)re" + bareValue +
           R"re(|\s+=\s+)re" + bareValue + R"re(|\\*["']\s*:\s*)re" + bareValue + ')';
}

std::string perhaps(const std::string &key)
{
    return "(?i)\\b" + key + R"re(\b\s*:\s*)re" + bareValue;
}

// Beside what people name: users in paths of files and of web addresses, network cards, and parameters of addresses
// that say who somebody is or let somebody in.
struct UsualRule {
    const char *kind;
    bool isOfPersons;
    const char *pattern;
};
constexpr std::array usualRules{
    UsualRule{"user", true, R"re((?:/home/|/Users/|\\Users\\+)([^\s/\\"':;,<>|]+))re"},
    UsualRule{"user", true,
              R"re((?i)/(?:users?|customers?|accounts?|members?|profiles?|patients?)/)re"
              R"re(([^\s/?#"'&;,<>{}]*[0-9][^\s/?#"'&;,<>{}]*))re"},
    UsualRule{
        "network_card", false,
        R"re((?i)(?:^|[^0-9a-z:_-])((?:[0-9a-f]{2}:){5}[0-9a-f]{2}|(?:[0-9a-f]{2}-){5}[0-9a-f]{2})(?:$|[^0-9a-z:_-]))re"},
    UsualRule{
        "parameter", false,
        R"re((?i)[?&](?:(?:first|last|full|sur|nick|display)[_-]?name|name|phone|tel|mobile|address|street|city|)re"
        R"re(zip|postcode|birth[_-]?(?:date|day)|dob|ssn|login|session|sid|x-amz-credential|x-goog-credential)=)re"
        R"re(([^&\s"'#<>]+))re"},
    UsualRule{"parameter", false, R"re((?i)[?&](?:code|state|sig|ticket|x-amz-security-token)=([^&\s"'#<>]{12,}))re"}};

} // namespace

Pseudonyms::Pseudonyms(Masker masker, std::vector<Kind> kinds, std::vector<Rule> rules,
                       std::map<std::string, std::size_t> keys)
    : m_masker(std::move(masker)), m_kinds(std::move(kinds)), m_rules(std::move(rules)), m_keys(std::move(keys))
{
}

base::Result<Pseudonyms> Pseudonyms::create(const std::vector<std::string> &keys)
{
    if (keys.size() > mostKeys)
        return base::makeError(base::ErrorKind::Invalid, QStringLiteral("At most 50 names can be masked by key."));
    MaskRules rules;
    rules[MaskRule::Ip] = true;
    std::vector<Kind> kinds;
    std::vector<Rule> ofRules;
    for (std::size_t i = 0; i < maskRuleCount; ++i) {
        ofRules.push_back({kinds.size()});
        kinds.push_back({std::string(maskRuleName(static_cast<MaskRule>(i))), false, {}, 0, {}, {}});
    }
    const auto kindOf = [&kinds](const std::string &name, bool isOfPersons) {
        auto known = std::ranges::find(kinds, name, &Kind::name);
        if (known == kinds.end())
            known = kinds.insert(kinds.end(), {name, isOfPersons, {}, 0, {}, {}});
        return static_cast<std::size_t>(known - kinds.begin());
    };
    const auto add = [&](std::size_t kind, std::string pattern, bool isCertain) {
        ofRules.push_back({kind, isCertain});
        rules.own.push_back({kinds[kind].name, std::move(pattern), {}});
    };
    std::map<std::string, std::size_t> names;
    for (const auto &key : keys) {
        if (key.empty() || key.size() > 100)
            return base::makeError(base::ErrorKind::Invalid,
                                   QStringLiteral("A name to mask by has 1 to 100 characters, such as user_id."));
        const std::size_t kind = kindOf(key, true);
        add(kind, certainly(base::regexEscaped(key)), true);
        add(kind, perhaps(base::regexEscaped(key)), false);
        names.emplace(plainName(key), kind);
    }
    for (const UsualRule &rule : usualRules)
        add(kindOf(rule.kind, rule.isOfPersons), rule.pattern, true);
    kinds.push_back({"person", true, {}, 0, {}, {}});
    auto masker = Masker::create(std::move(rules));
    if (!masker)
        return masker.error();
    return Pseudonyms(std::move(*masker), std::move(kinds), std::move(ofRules), std::move(names));
}

std::string Pseudonyms::substitute(std::size_t index, std::string_view original, bool isCertain)
{
    const bool isShape = index < maskRuleCount;
    if (m_issued.contains(original) || (!isShape && isNobody(original)) ||
        (index == static_cast<std::size_t>(MaskRule::Ip) && isNoMachine(original)))
        return std::string(original);
    const std::string value = isShape ? canonicalValue(static_cast<MaskRule>(index), original) : std::string(original);
    Known known;
    if (const auto same = m_ofPersons.find(value); m_kinds[index].isOfPersons && same != m_ofPersons.end()) {
        known = same->second;
    } else {
        auto &kind = m_kinds[index];
        known = {"masked-" + kind.name + '-' + std::to_string(kind.masks.size() + 1), index};
        const auto [at, isNew] = kind.masks.emplace(value, known.mask);
        known.mask = at->second;
        if (isNew) {
            m_issued.insert(known.mask);
            if (kind.masks.size() == 1)
                std::tie(kind.example, kind.exampleMask) = std::pair(std::string(original), known.mask);
            if (kind.isOfPersons)
                m_ofPersons.emplace(value, known);
        }
    }
    ++m_kinds[known.kind].times;
    if (m_kinds[index].isOfPersons && (isCertain || looksLikeAnId(value)))
        m_certain.emplace(value, known);
    return known.mask;
}

bool Pseudonyms::isKey(std::string_view name) const
{
    return m_keys.contains(plainName(name));
}

std::string Pseudonyms::shaped(std::string text)
{
    Masker::Counts counts;
    m_masker.mask(text, counts, [this](std::size_t rule, std::string_view original) {
        return substitute(m_rules[rule].kind, original, m_rules[rule].isCertain);
    });
    return text;
}

void Pseudonyms::replaceKnown(std::string &text, bool isQuotedOnly)
{
    if (m_words.isEmpty())
        return;
    m_words.replace(text, isQuotedOnly, [this](std::size_t id) -> const std::string & {
        ++m_kinds[m_spread[id].kind].times;
        return m_spread[id].mask;
    });
}

std::string Pseudonyms::masked(std::string text)
{
    text = shaped(std::move(text));
    replaceKnown(text, false);
    return text;
}

QString Pseudonyms::masked(const QString &text)
{
    return text.isEmpty() ? text : QString::fromStdString(masked(text.toStdString()));
}

QString Pseudonyms::maskedQuery(const QString &expr)
{
    std::string text = shaped(expr.toStdString());
    replaceKnown(text, true);
    return QString::fromStdString(text);
}

std::string Pseudonyms::behind(std::string_view name, std::string value)
{
    if (isIdentity(name))
        return value;
    if (const auto secret = ruleOfName(name); secret && !value.empty() && !isNobody(value))
        return substitute(static_cast<std::size_t>(*secret), value, true);
    const auto key = m_keys.find(plainName(name));
    if (key == m_keys.end())
        return isVersionName(name) && isNumbersAndDots(value) ? value : masked(std::move(value));
    const std::string shape = shaped(value);
    return m_issued.contains(shape) || value.empty() ? shape : substitute(key->second, value, true);
}

base::Labels Pseudonyms::masked(const base::Labels &labels)
{
    std::vector<base::Labels::Pair> pairs;
    bool isChanged = false;
    for (const auto &[name, value] : labels) {
        std::string now = behind(name, value);
        isChanged = isChanged || now != value;
        pairs.emplace_back(name, std::move(now));
    }
    return isChanged ? base::Labels(std::move(pairs)) : labels;
}

QString Pseudonyms::person(const QString &name)
{
    if (name.isEmpty())
        return name;
    const std::string value = name.toStdString();
    const std::string shape = shaped(value);
    if (m_issued.contains(shape))
        return QString::fromStdString(shape);
    return QString::fromStdString(substitute(m_kinds.size() - 1, value, true));
}

void Pseudonyms::spread(const std::set<std::string, std::less<>> &publicWords)
{
    // What stays readable in a bundle is no secret: a service may be called as somebody's account is.
    const auto add = [&](std::string_view word, const Known &known) {
        if (!isWorthSpreading(word) || publicWords.contains(lowered(word)))
            return;
        m_words.add(word, m_spread.size());
        m_spread.push_back(known);
    };
    const auto kindOf = [](MaskRule rule) { return static_cast<std::size_t>(rule); };
    for (const auto &[value, known] : m_certain) {
        add(value, known);
        add(lowered(value), known);
        for (const std::string &part : partsOfName(value))
            add(part, known);
    }
    for (const auto &[value, mask] : m_kinds[kindOf(MaskRule::Email)].masks)
        if (const std::string local = value.substr(0, value.find('@')); local.find('.') != std::string::npos)
            add(local, {mask, kindOf(MaskRule::Email)});
    for (const auto &[value, mask] : m_kinds[kindOf(MaskRule::Ip)].masks)
        for (const std::string &escaped : escapedForms(value))
            add(escaped, {mask, kindOf(MaskRule::Ip)});
}

std::vector<Pseudonyms::Count> Pseudonyms::counts() const
{
    std::vector<Count> out;
    for (const Kind &kind : m_kinds)
        if (kind.times > 0)
            out.push_back(
                {kind.name, kind.times, static_cast<qint64>(kind.masks.size()), kind.example, kind.exampleMask});
    return out;
}

} // namespace wf::wire::logtext
