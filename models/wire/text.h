// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>

namespace wf::wire {

// UTF-8 from outside as QString; broken sequences become U+FFFD.
[[nodiscard]] inline QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
[[nodiscard]] inline std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// Without a UTF-8 byte order mark and without white space at both ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b); // ASCII
[[nodiscard]] bool containsIgnoringCase(std::string_view text, std::string_view lowerCaseNeedle);

// At most `cap` bytes of trimmed text, cut at a character.
[[nodiscard]] QString capped(std::string_view text, std::size_t cap = 4096);

// The same bytes when they are valid UTF-8; else with every broken sequence as U+FFFD.
[[nodiscard]] std::string validUtf8(std::string_view text);

// Lower-case hex of raw bytes.
[[nodiscard]] std::string toHex(std::string_view raw);

// Trace and span ids come as hex (with or without leading zeros, any case) or as base64 of the raw bytes.
// Gives lower-case hex padded to `bytes`*2 digits; empty when it is neither or all zero.
[[nodiscard]] QString normalisedId(std::string_view text, int bytes);

// Standard base64, padding optional; nothing when a foreign character occurs.
[[nodiscard]] bool decodeBase64(std::string_view text, std::string &out);

} // namespace wf::wire
