// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/correlation/alertfacts.h"

#include <QHash>

#include <optional>
#include <vector>

namespace wf::analysis {

// What fires again and again under the same name at the same place. Its number never changes.
struct AlertKind {
    int name = 0;
    int service = 0;  // 0: not known
    int instance = 0; // 0: not known
    int text = 0;     // of its first alert
};

// Texts and kinds of alerts as small numbers. Holds at most `mostTexts` of each; what comes later shares one number.
class AlertKinds {
public:
    static constexpr int mostTexts = 200'000;

    AlertKinds();
    [[nodiscard]] int kindOf(const AlertFacts &alert);
    [[nodiscard]] std::optional<int> find(const AlertFacts &alert) const; // nothing when it never came
    [[nodiscard]] int textNumber(const QString &text);
    [[nodiscard]] const AlertKind &kind(int number) const { return m_kinds[static_cast<std::size_t>(number)]; }
    [[nodiscard]] int size() const { return static_cast<int>(m_kinds.size()); }
    // Share of words that both texts have (Jaccard), 0 to 1; digits do not count.
    [[nodiscard]] double likeness(int text, int other) const;

private:
    struct Key {
        int name;
        int service;
        int instance;
        friend bool operator==(const Key &, const Key &) = default;
        friend size_t qHash(const Key &key, size_t seed)
        {
            return qHashMulti(seed, key.name, key.service, key.instance);
        }
    };
    QHash<QString, int> m_texts;
    std::vector<std::vector<size_t>> m_words; // sorted hashes, by number of text
    QHash<Key, int> m_numbers;
    std::vector<AlertKind> m_kinds;
};

} // namespace wf::analysis
