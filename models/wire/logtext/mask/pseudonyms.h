// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/wire/logtext/mask/masker.h"

#include <map>

namespace wf::wire::logtext {

// Masks for what is passed on: the same value has the same mask wherever it stands, so that what belonged together
// still does ("masked-ip-3:9100"). What was masked is forgotten with this. One thread at a time.
class Pseudonyms {
public:
    // Everything the built-in rules know, addresses of machines included, and every value that stands behind one of
    // these names ("user_id": in labels, tags, JSON and key=value of texts). At most 50 names. Errors: Invalid.
    [[nodiscard]] static base::Result<Pseudonyms> create(const std::vector<std::string> &keys);

    [[nodiscard]] std::string masked(std::string text);
    [[nodiscard]] QString masked(const QString &text);
    // Values; of a name among the keys the whole value. The values of trace and span ids stay.
    [[nodiscard]] base::Labels masked(const base::Labels &labels);

    // Kind ("email", "ip", "user_id"), how often it was masked, how many different values there were, and one of them
    // with its mask, for a preview. In order of kinds; those that were found only.
    struct Count {
        std::string kind;
        qint64 times = 0;
        qint64 distinct = 0;
        std::string example, mask;
    };
    [[nodiscard]] std::vector<Count> counts() const;

private:
    struct Known {
        std::map<std::string, int, std::less<>> numbers;
        qint64 times = 0;
        std::string example;
    };
    Pseudonyms(Masker masker, std::vector<std::string> keys);
    [[nodiscard]] std::string substitute(std::size_t name, std::string_view original);

    Masker m_masker;
    std::vector<std::string> m_keys;
    std::vector<std::string> m_names;
    std::vector<Known> m_known; // by name
};

} // namespace wf::wire::logtext
