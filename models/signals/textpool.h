// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHash>
#include <QString>

#include <array>
#include <string_view>
#include <vector>

namespace wf::signals {

// Numbers byte strings in the order in which they come up: 0, 1, 2 … The bytes must outlive it. One thread.
class ByteIndex {
public:
    [[nodiscard]] std::size_t of(std::string_view bytes)
    {
        // Few texts come again and again: a look at where this one was last saves most of the hashing.
        Recent &recent = m_recent[slotOf(bytes)];
        if (recent.number < m_seen.size() && recent.bytes == bytes)
            return recent.number;
        recent = {bytes, numberOf(bytes)};
        return recent.number;
    }
    // Each once.
    [[nodiscard]] const std::vector<std::string_view> &seen() const { return m_seen; }

private:
    static constexpr std::size_t slots = 64;
    struct Recent {
        std::string_view bytes;
        std::size_t number = ~std::size_t{0};
    };
    [[nodiscard]] static std::size_t slotOf(std::string_view bytes)
    {
        if (bytes.empty())
            return 0;
        const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
        return (bytes.size() + byte(0) + 3 * byte(bytes.size() - 1) + 5 * byte(bytes.size() / 2)) % slots;
    }
    std::size_t numberOf(std::string_view bytes)
    {
        const QByteArrayView key(bytes.data(), static_cast<qsizetype>(bytes.size()));
        const auto known = m_numbers.constFind(key);
        if (known != m_numbers.cend())
            return *known;
        m_numbers.insert(key, m_seen.size());
        m_seen.push_back(bytes);
        return m_seen.size() - 1;
    }

    std::array<Recent, slots> m_recent;
    QHash<QByteArrayView, std::size_t> m_numbers; // seeded: the texts are chosen outside
    std::vector<std::string_view> m_seen;
};

// Texts that come again and again, such as the operations of spans: equal ones become one shared QString. The bytes
// must outlive it. One thread.
class TextPool {
public:
    // read: QString(std::string_view), what the bytes mean; asked once for each text.
    template<class Read>
    QString of(std::string_view bytes, Read read)
    {
        const std::size_t number = m_index.of(bytes);
        if (number == m_texts.size())
            m_texts.push_back(read(bytes));
        return m_texts[number];
    }
    QString of(std::string_view utf8)
    {
        return of(utf8, [](std::string_view text) {
            return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        });
    }

private:
    ByteIndex m_index;
    std::vector<QString> m_texts; // by number
};

} // namespace wf::signals
