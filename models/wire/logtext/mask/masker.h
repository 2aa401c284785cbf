// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::wire::logtext {

enum class MaskRule {
    Email,
    Card,        // payment cards: brand, length and Luhn's check digit (ISO/IEC 7812-1)
    Iban,        // country, length and remainder 97 (ISO 13616)
    Phone,       // +country forms (E.164) and common national ones
    Ip,          // IPv4 and IPv6
    Token,       // bearer and basic credentials, cookies, Slack, GitLab, Stripe, Google and npm keys
    Jwt,         // three parts, the first of which begins with {"
    AwsKey,      // access key ids
    GitHubToken, // ghp_…, github_pat_…
    PrivateKey,  // PEM blocks
    Password,    // password=…, secret: "…", user:password@host
};
inline constexpr std::size_t maskRuleCount = 11;
[[nodiscard]] std::string_view maskRuleName(MaskRule rule); // "email", "card", …
[[nodiscard]] bool maskRuleFromName(std::string_view name, MaskRule &rule);
// What stands behind a name that is a secret's, whatever it says: "db_password" Password, "authorization" and "cookie"
// Token. Nothing for any other name.
[[nodiscard]] std::optional<MaskRule> ruleOfName(std::string_view name);

struct OwnMask {
    std::string name;    // in counts, and "[name]" as the mask when no replacement is given
    std::string pattern; // RE2; all of its match is masked
    std::string replacement;
};

struct MaskRules {
    MaskRules() { on.fill(true), (*this)[MaskRule::Ip] = false; }
    bool &operator[](MaskRule rule) { return on[static_cast<std::size_t>(rule)]; }
    bool operator[](MaskRule rule) const { return on[static_cast<std::size_t>(rule)]; }
    std::array<bool, maskRuleCount> on{};
    std::vector<OwnMask> own;
};

// Replaces what should not be stored by masks that are always the same: "[email]", "[card]", … What stands as a number
// in a JSON object becomes a string, so that the line stays JSON. One pass from left to right, linear whatever the text
// says, then the own rules that match at all. Thread-safe.
class Masker {
public:
    // Errors: Invalid, naming the own rule whose pattern does not compile and why.
    [[nodiscard]] static base::Result<Masker> create(MaskRules rules = {});
    ~Masker();
    Masker(Masker &&) noexcept;
    Masker &operator=(Masker &&) noexcept;

    // Names of the counts below: all built-in rules, then the own ones.
    [[nodiscard]] std::vector<std::string> names() const;
    using Counts = std::vector<qint64>;
    // Adds what was masked to `counts` (made as long as names()). True when the text was changed.
    bool mask(std::string &text, Counts &counts) const;
    // The same with masks of somebody else's choice; `name` is an index of names(). Where the pattern of an own rule
    // has groups, the first one that took part is masked alone.
    using Substitute = std::function<std::string(std::size_t name, std::string_view original)>;
    bool mask(std::string &text, Counts &counts, const Substitute &substitute) const;

private:
    struct Own;
    explicit Masker(MaskRules rules);
    qint64 maskOwn(std::string &text, std::size_t own, const Substitute &substitute) const;

    MaskRules m_rules;
    std::unique_ptr<Own> m_own;
};

} // namespace wf::wire::logtext
