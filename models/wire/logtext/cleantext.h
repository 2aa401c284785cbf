// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

namespace wf::wire::logtext {

// Makes every byte that is not part of valid UTF-8 visible as U+FFFD and counts them; control characters stay, they are
// data. Valid text is left alone, at memory speed when it is ASCII. Surrogates and overlong forms are invalid
// (RFC 3629 4).
qint64 makeValidUtf8(std::string &text);

enum class TextEncoding { Utf8, Utf16Le, Utf16Be };
// By the byte order mark at the beginning of a file; `markBytes` is its length, 0 without one.
[[nodiscard]] TextEncoding encodingOf(std::string_view beginning, std::size_t &markBytes);
// UTF-16 as UTF-8; lone surrogates and a last odd byte become U+FFFD and are counted in `replaced`.
[[nodiscard]] std::string utf16ToUtf8(std::string_view bytes, TextEncoding encoding, qint64 &replaced);

} // namespace wf::wire::logtext
