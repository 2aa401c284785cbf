// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreement.h"
#include "models/wire/yaml/agreements/agreementfile.h"

#include <QTimeZone>

#include <array>
#include <utility>

namespace wf::wire {

[[nodiscard]] QString agreementText(const char *text); // translated

// Reads what contracts are made of. Errors stand at their place.
class AgreementScribe : public FieldScribe {
public:
    using FieldScribe::FieldScribe;

    void expect(const YamlNode &map, std::initializer_list<std::string_view> known)
    {
        expectKeys(map, known, FileProblem::Weight::Error);
    }
    // "99.95", "99.95 %": 0 … 100. Nothing, and an error, when it is something else; nothing when it is not there.
    [[nodiscard]] std::optional<signals::Decimal> percent(const YamlNode &map, std::string_view key);
    [[nodiscard]] std::optional<signals::Decimal> amount(const YamlNode &map, std::string_view key);
    [[nodiscard]] std::optional<qint64> duration(const YamlNode &map, std::string_view key);
    [[nodiscard]] std::optional<int> integer(const YamlNode &map, std::string_view key, int least, int most);
    [[nodiscard]] std::optional<QDate> date(const YamlNode &map, std::string_view key);
    [[nodiscard]] std::optional<qint64> moment(const YamlNode &map, std::string_view key); // RFC 3339
    [[nodiscard]] QStringList words(const YamlNode &map, std::string_view key);
    // One of the words, `fallback` when it is not there.
    template<class E, std::size_t N>
    [[nodiscard]] E choice(const YamlNode &map, std::string_view key,
                           const std::array<std::pair<std::string_view, E>, N> &words, E fallback)
    {
        const std::string found = text(map, key);
        if (found.empty())
            return fallback;
        QStringList known;
        for (const auto &[word, value] : words) {
            if (word == found)
                return value;
            known << toQString(word);
        }
        error(*map.field(key), agreementText("%1 must be one of %2, not %3")
                                   .arg(shownText(key), known.join(QLatin1String(", ")), shownText(found)));
        return fallback;
    }
};

inline constexpr std::array<std::pair<std::string_view, signals::AgreementWindow>, 5> windowWords{{
    {"day", signals::AgreementWindow::Day},
    {"week", signals::AgreementWindow::Week},
    {"month", signals::AgreementWindow::Month},
    {"quarter", signals::AgreementWindow::Quarter},
    {"year", signals::AgreementWindow::Year},
}};
inline constexpr std::array<std::pair<std::string_view, signals::Rounding>, 4> roundingWords{{
    {"half-up", signals::Rounding::HalfUp},
    {"half-even", signals::Rounding::HalfEven},
    {"down", signals::Rounding::Down},
    {"up", signals::Rounding::Up},
}};
inline constexpr std::array<std::pair<std::string_view, bool>, 2> partialWords{{{"whole", false}, {"prorated", true}}};

// The parts of spec. All of them read on after an error.
void readTerms(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);
void readHours(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);
void readMoney(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);
void readClauses(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);
void readTiers(const YamlNode &clause, signals::AgreementClause &out, const signals::Agreement &agreement,
               AgreementScribe &scribe);
void readExclusions(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);
void readNotices(const YamlNode &spec, signals::Agreement &agreement, AgreementScribe &scribe);

} // namespace wf::wire
