// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/masker.h"

#include "models/wire/logtext/mask/maskshapes_p.h"
#include "models/wire/text.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

namespace wf::wire::logtext {

using shape::Hit;

namespace {

constexpr int mostGroups = 8;

struct Names {
    std::string_view name;
    std::string_view mask;
};
constexpr std::array<Names, maskRuleCount> ruleNames{{{"email", "[email]"},
                                                      {"card", "[card]"},
                                                      {"iban", "[iban]"},
                                                      {"phone", "[phone]"},
                                                      {"ip", "[ip]"},
                                                      {"token", "[token]"},
                                                      {"jwt", "[jwt]"},
                                                      {"aws_key", "[aws-key]"},
                                                      {"github_token", "[github-token]"},
                                                      {"private_key", "[private-key]"},
                                                      {"password", "[password]"}}};

// What one byte may begin or end.
enum class Trigger : unsigned char { None, Digit, At, WrittenAt, Assign, Blank, Prefix, Dash, Phone, Jwt, Aws };

constexpr std::array<Trigger, 256> makeTriggers()
{
    std::array<Trigger, 256> out{};
    for (unsigned c = '0'; c <= '9'; ++c)
        out[c] = Trigger::Digit;
    out['@'] = Trigger::At;
    out['%'] = out['\\'] = Trigger::WrittenAt;
    out['='] = out[':'] = Trigger::Assign;
    out[' '] = Trigger::Blank;
    out['_'] = out['z'] = Trigger::Prefix;
    out['-'] = Trigger::Dash;
    out['+'] = out['('] = Trigger::Phone;
    out['J'] = Trigger::Jwt;
    out['A'] = Trigger::Aws;
    return out;
}
constexpr auto triggers = makeTriggers();

class Scan {
public:
    Scan(std::string_view text, const MaskRules &rules) : m_text(text), m_rules(rules) {}

    // The next thing to mask, from left to right.
    bool next(Hit &hit)
    {
        while (m_at < m_text.size()) {
            const Trigger trigger = triggers[static_cast<unsigned char>(m_text[m_at])];
            if (trigger == Trigger::None) {
                ++m_at;
                continue;
            }
            hit = look(trigger);
            if (hit.found() && m_rules[hit.rule]) {
                m_at = m_floor = hit.end;
                return true;
            }
            m_at += trigger == Trigger::Digit ? digitsAhead() : 1;
        }
        return false;
    }

private:
    [[nodiscard]] Hit look(Trigger trigger) const
    {
        switch (trigger) {
        case Trigger::None:
            return {};
        case Trigger::Digit:
            return number();
        case Trigger::At:
            return shape::email(m_text, m_at, m_floor);
        case Trigger::WrittenAt: // in web addresses and JSON
            for (const std::string_view written : {"%40", "\\u0040"})
                if (m_text.substr(m_at).starts_with(written))
                    return shape::email(m_text, m_at, m_floor, written.size());
            return {};
        case Trigger::Assign: {
            const Hit hit = shape::assignment(m_text, m_at, m_floor);
            return hit.found() || !m_rules[MaskRule::Ip] || m_text[m_at] != ':' ? hit
                                                                                : shape::ip6(m_text, m_at, m_floor);
        }
        case Trigger::Blank:
            if (m_at > m_floor && (m_text[m_at - 1] == 'r' || m_text[m_at - 1] == 'c'))
                return shape::credentials(m_text, m_at, m_floor);
            return {};
        case Trigger::Prefix:
            return shape::prefixedToken(m_text, m_at, m_floor);
        case Trigger::Dash: {
            const Hit hit = shape::prefixedToken(m_text, m_at, m_floor);
            return hit.found() ? hit : shape::privateKey(m_text, m_at);
        }
        case Trigger::Phone:
            return shape::phone(m_text, m_at);
        case Trigger::Jwt:
            return shape::jwt(m_text, m_at, m_floor);
        case Trigger::Aws:
            return shape::awsKey(m_text, m_at, m_floor);
        }
        return {};
    }

    [[nodiscard]] std::size_t digitsAhead() const
    {
        std::size_t n = 1;
        while (shape::is(shape::charAt(m_text, m_at + n), shape::IsDigit))
            ++n;
        return n;
    }

    [[nodiscard]] Hit number() const
    {
        if (m_at > m_floor && shape::is(m_text[m_at - 1], shape::IsUpper))
            return m_rules[MaskRule::Iban] ? shape::iban(m_text, m_at, m_floor) : Hit{};
        if (m_at > m_floor && shape::isWordAt(m_text, m_at - 1))
            return {};
        // Most numbers are told to be neither by how many digits they have and what stands behind them.
        const std::size_t n = digitsAhead();
        const char behind = shape::charAt(m_text, m_at + n);
        const bool isDashed = behind == '-' || behind == '.';
        const bool mayBeCard = n >= 14 || (n == 4 && (behind == ' ' || behind == '-'));
        if (mayBeCard && m_rules[MaskRule::Card])
            if (const Hit hit = shape::card(m_text, m_at); hit.found())
                return hit;
        const bool mayBePhone = (m_text[m_at] == '0' && n >= 2 && n <= 5) || (isDashed && (n == 3 || n == 1));
        if (mayBePhone && m_rules[MaskRule::Phone])
            if (const Hit hit = shape::phone(m_text, m_at); hit.found())
                return hit;
        return m_rules[MaskRule::Ip] && n <= 3 ? shape::ip4(m_text, m_at) : Hit{};
    }

    std::string_view m_text;
    const MaskRules &m_rules;
    std::size_t m_at = 0;
    std::size_t m_floor = 0; // behind the last mask
};

// In `"card":4111111111111111` the mask needs quotes to stay JSON.
bool needsQuotes(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t i = begin;
    while (i > 0 && text[i - 1] == ' ')
        --i;
    if (i < 2 || text[i - 1] != ':' || text[i - 2] != '"' || !shape::is(text[begin], shape::IsDigit))
        return false;
    const char behind = shape::charAt(text, end);
    return behind == ',' || behind == '}' || behind == ' ' || behind == ']';
}

} // namespace

std::string_view maskRuleName(MaskRule rule)
{
    return ruleNames.at(static_cast<std::size_t>(rule)).name;
}

bool maskRuleFromName(std::string_view name, MaskRule &rule)
{
    const auto known = std::ranges::find(ruleNames, name, &Names::name);
    if (known == ruleNames.end())
        return false;
    rule = static_cast<MaskRule>(known - ruleNames.begin());
    return true;
}

struct Masker::Own {
    std::unique_ptr<re2::RE2::Set> any; // which of them match at all
    std::vector<std::unique_ptr<re2::RE2>> each;
    std::vector<std::string> replacements; // escaped for RE2
};

Masker::Masker(MaskRules rules) : m_rules(std::move(rules)) {}
Masker::~Masker() = default;
Masker::Masker(Masker &&) noexcept = default;
Masker &Masker::operator=(Masker &&) noexcept = default;

base::Result<Masker> Masker::create(MaskRules rules)
{
    Masker masker(std::move(rules));
    if (masker.m_rules.own.empty())
        return masker;
    re2::RE2::Options options(re2::RE2::Quiet);
    options.set_max_mem(8 << 20);
    auto own = std::make_unique<Own>();
    own->any = std::make_unique<re2::RE2::Set>(options, re2::RE2::UNANCHORED);
    for (const OwnMask &rule : masker.m_rules.own) {
        auto pattern = std::make_unique<re2::RE2>(rule.pattern, options);
        std::string why = pattern->error();
        if (pattern->ok() && re2::RE2::FullMatch("", *pattern))
            why = "it matches nothing at all, everywhere";
        if (!why.empty())
            return base::makeError(base::ErrorKind::Invalid,
                                   QStringLiteral("The pattern of the masking rule %1 cannot be used: %2")
                                       .arg(toQString(rule.name), toQString(why)),
                                   toQString(rule.pattern));
        own->any->Add(rule.pattern, nullptr);
        own->each.push_back(std::move(pattern));
        std::string replacement;
        for (const char c : rule.replacement.empty() ? '[' + rule.name + ']' : rule.replacement)
            replacement.append(c == '\\' ? 2 : 1, c);
        own->replacements.push_back(std::move(replacement));
    }
    if (!own->any->Compile())
        return base::makeError(
            base::ErrorKind::Invalid,
            QStringLiteral("The masking rules are too large together: use fewer or shorter patterns."));
    masker.m_own = std::move(own);
    return masker;
}

std::vector<std::string> Masker::names() const
{
    std::vector<std::string> out;
    for (const auto &rule : ruleNames)
        out.emplace_back(rule.name);
    for (const auto &rule : m_rules.own)
        out.push_back(rule.name);
    return out;
}

bool Masker::mask(std::string &text, Counts &counts) const
{
    return mask(text, counts, {});
}

bool Masker::mask(std::string &text, Counts &counts, const Substitute &substitute) const
{
    counts.resize(maskRuleCount + m_rules.own.size());
    bool isChanged = false;
    Scan scan(text, m_rules);
    Hit hit;
    std::string out;
    std::size_t copied = 0;
    while (scan.next(hit)) {
        const auto rule = static_cast<std::size_t>(hit.rule);
        const bool quotes = needsQuotes(text, hit.begin, hit.end);
        out.append(text, copied, hit.begin - copied).append(quotes ? "\"" : "");
        if (substitute)
            out.append(substitute(rule, std::string_view(text).substr(hit.begin, hit.end - hit.begin)));
        else
            out.append(ruleNames.at(rule).mask);
        out.append(quotes ? "\"" : "");
        copied = hit.end;
        ++counts[rule];
        isChanged = true;
    }
    if (isChanged) {
        out.append(text, copied);
        text = std::move(out);
    }
    std::vector<int> matching;
    if (!m_own || !m_own->any->Match(text, &matching))
        return isChanged;
    std::ranges::sort(matching);
    for (const int index : matching) {
        const auto i = static_cast<std::size_t>(index);
        const qint64 n = substitute ? maskOwn(text, i, substitute)
                                    : re2::RE2::GlobalReplace(&text, *m_own->each[i], m_own->replacements[i]);
        counts[maskRuleCount + i] += n;
        isChanged = isChanged || n > 0;
    }
    return isChanged;
}

qint64 Masker::maskOwn(std::string &text, std::size_t own, const Substitute &substitute) const
{
    const re2::RE2 &pattern = *m_own->each[own];
    std::array<re2::StringPiece, 1 + mostGroups> groups;
    const int wanted = 1 + std::min(pattern.NumberOfCapturingGroups(), mostGroups);
    std::string out;
    std::size_t copied = 0;
    std::size_t at = 0;
    qint64 count = 0;
    while (at <= text.size() && pattern.Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), wanted)) {
        const auto group = std::find_if(groups.begin() + 1, groups.begin() + wanted,
                                        [](const re2::StringPiece &one) { return !one.empty(); });
        const auto &masked = wanted > 1 && group != groups.begin() + wanted ? *group : groups[0];
        // What stands behind the group may stand before the next one.
        const auto end = static_cast<std::size_t>(masked.data() - text.data()) + masked.size();
        at = std::max(end, at + 1);
        if (masked.empty() || (wanted > 1 && &masked == groups.data()))
            continue;
        const auto begin = static_cast<std::size_t>(masked.data() - text.data());
        const bool quotes = needsQuotes(text, begin, begin + masked.size());
        out.append(text, copied, begin - copied).append(quotes ? "\"" : "");
        out.append(substitute(maskRuleCount + own, {masked.data(), masked.size()})).append(quotes ? "\"" : "");
        copied = begin + masked.size();
        ++count;
    }
    if (count > 0)
        text = out.append(text, copied, std::string::npos);
    return count;
}

} // namespace wf::wire::logtext
