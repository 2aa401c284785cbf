// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/logtext/mask/knownwords.h"
#include "models/wire/logtext/mask/masker.h"

#include <map>
#include <set>

namespace wf::wire::logtext {

// Masks for what is passed on: the same value has the same mask wherever it stands, so that what belonged together
// still does ("masked-ip-3:9100"). What was masked is forgotten with this. One thread at a time.
//
// Two rounds over all of it find more than one: in the first everything is masked by its shape and by the names before
// it; spread() then has what was found to be a person's (user ann-7, the author of a note) masked wherever it stands as
// a word, in a home folder, in the name of a machine, in an expression.
class Pseudonyms {
public:
    // Everything the built-in rules know, addresses of machines and network cards included, users in paths, what
    // parameters of web addresses say of persons, and every value that stands behind one of these names ("user_id": in
    // labels, tags, JSON and key=value of texts; case and "_-." in names do not matter). At most 50 names. Errors:
    // Invalid.
    [[nodiscard]] static base::Result<Pseudonyms> create(const std::vector<std::string> &keys);

    [[nodiscard]] std::string masked(std::string text);
    [[nodiscard]] QString masked(const QString &text);
    // An expression of a query language: what spread() adds is masked between quotes only.
    [[nodiscard]] QString maskedQuery(const QString &expr);
    // What stands behind a name: whole, when the name is among the keys or is that of a secret.
    [[nodiscard]] std::string behind(std::string_view name, std::string value);
    // Values of labels, tags and fields. Those of trace and span ids stay.
    [[nodiscard]] base::Labels masked(const base::Labels &labels);
    // Somebody who is named as such: who wrote, did or holds something.
    [[nodiscard]] QString person(const QString &name);
    [[nodiscard]] bool isKey(std::string_view name) const;

    // The second round. Words that are public (of services, namespaces, operations; any case) stay.
    void spread(const std::set<std::string, std::less<>> &publicWords);

    // Kind ("email", "ip", "user_id", "person"), how often it was masked, how many different values there were, and one
    // of them with its mask, for a preview. In order of kinds; those that were found only.
    struct Count {
        std::string kind;
        qint64 times = 0;
        qint64 distinct = 0;
        std::string example, mask;
    };
    [[nodiscard]] std::vector<Count> counts() const;

private:
    struct Kind {
        std::string name;
        bool isOfPersons = false;                              // values are one person's under whatever name they stand
        std::map<std::string, std::string, std::less<>> masks; // by canonical value
        qint64 times = 0;
        std::string example, exampleMask;
    };
    struct Rule { // of the masker, by its index
        std::size_t kind = 0;
        bool isCertain = true; // false: "user: …" in a sentence may be any word
    };
    struct Known {
        std::string mask;
        std::size_t kind = 0;
    };
    Pseudonyms(Masker masker, std::vector<Kind> kinds, std::vector<Rule> rules,
               std::map<std::string, std::size_t> keys);
    [[nodiscard]] std::string substitute(std::size_t kind, std::string_view original, bool isCertain);
    [[nodiscard]] std::string shaped(std::string text);
    void replaceKnown(std::string &text, bool isQuotedOnly);

    Masker m_masker;
    std::vector<Kind> m_kinds;
    std::vector<Rule> m_rules;
    std::map<std::string, std::size_t> m_keys; // plain names → kind
    std::set<std::string, std::less<>> m_issued;
    std::map<std::string, Known, std::less<>> m_ofPersons; // by value
    std::map<std::string, Known, std::less<>> m_certain;   // by value: what may be looked for everywhere
    std::vector<Known> m_spread;                           // by id of m_words
    KnownWords m_words;
};

} // namespace wf::wire::logtext
