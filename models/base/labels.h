// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <compare>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::base {

// A sorted set of name=value pairs in UTF-8, immutable and shared: copying costs one reference count,
// comparing equal sets mostly one pointer. Safe to use from any thread.
class Labels {
public:
    using Pair = std::pair<std::string, std::string>;

    Labels() = default;
    // Sorts; of duplicate names the last wins; pairs with empty value are dropped (Prometheus: empty = absent).
    explicit Labels(std::vector<Pair> pairs);
    Labels(std::initializer_list<Pair> pairs) : Labels(std::vector<Pair>(pairs)) {}

    [[nodiscard]] bool isEmpty() const { return !m_data; }
    [[nodiscard]] std::size_t size() const { return m_data ? m_data->pairs.size() : 0; }
    [[nodiscard]] const std::vector<Pair> &pairs() const;
    [[nodiscard]] auto begin() const { return pairs().begin(); }
    [[nodiscard]] auto end() const { return pairs().end(); }

    // Empty when absent.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] QString text(std::string_view name) const; // value() as QString
    [[nodiscard]] bool has(std::string_view name) const { return !value(name).empty(); }
    [[nodiscard]] std::string_view metricName() const { return value("__name__"); }

    [[nodiscard]] Labels with(std::string_view name, std::string_view value) const; // empty value removes
    [[nodiscard]] Labels without(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] Labels keeping(const std::vector<std::string> &names) const;
    // Every pair of `subset` is here too.
    [[nodiscard]] bool containsAll(const Labels &subset) const;

    [[nodiscard]] std::size_t hash() const { return m_data ? m_data->hash : 0; }
    // FNV-1a 64 as Alertmanager's fingerprint: name 0xFF value 0xFF over the sorted pairs.
    [[nodiscard]] quint64 fingerprint() const;
    // {a="b",c="d"} with PromQL escaping; the metric name in front when there is one.
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Labels &a, const Labels &b);
    friend std::strong_ordering operator<=>(const Labels &a, const Labels &b);

private:
    struct Data {
        std::vector<Pair> pairs;
        std::size_t hash = 0;
    };
    std::shared_ptr<const Data> m_data;
};

inline std::size_t qHash(const Labels &labels, std::size_t seed = 0)
{
    return labels.hash() ^ seed;
}

// PromQL/LogQL string literal with escapes, quotes included. Every query builder uses this, never concatenation.
[[nodiscard]] QString quoted(std::string_view utf8);
[[nodiscard]] QString quoted(const QString &text);
// Escapes RE2 metacharacters.
[[nodiscard]] std::string regexEscaped(std::string_view utf8);

} // namespace wf::base

template<>
struct std::hash<wf::base::Labels> {
    std::size_t operator()(const wf::base::Labels &l) const noexcept { return l.hash(); }
};
