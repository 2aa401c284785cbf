// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/cleantext.h"

#include <QStringDecoder>

#include <cstring>

namespace wf::wire::logtext {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// From `at` on, the first byte that is not ASCII.
std::size_t skipAscii(std::string_view text, std::size_t at)
{
    constexpr quint64 highBits = 0x8080808080808080U;
    while (at + 8 <= text.size()) {
        quint64 eight = 0;
        std::memcpy(&eight, text.data() + at, 8);
        if (eight & highBits)
            break;
        at += 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80)
        ++at;
    return at;
}

// Length of the valid character at `at`, 0 when there is none (Unicode 15, table 3-7).
std::size_t characterAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return tail(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool second = first == 0xE0   ? byte(1) >= 0xA0 && byte(1) <= 0xBF
                            : first == 0xED ? byte(1) >= 0x80 && byte(1) <= 0x9F
                                            : tail(1);
        return second && tail(2) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool second = first == 0xF0   ? byte(1) >= 0x90 && byte(1) <= 0xBF
                            : first == 0xF4 ? byte(1) >= 0x80 && byte(1) <= 0x8F
                                            : tail(1);
        return second && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

} // namespace

qint64 makeValidUtf8(std::string &text)
{
    std::size_t at = skipAscii(text, 0);
    for (std::size_t length = 1; at < text.size(); at = skipAscii(text, at + length)) {
        length = characterAt(text, at);
        if (length == 0)
            break;
    }
    if (at >= text.size())
        return 0;
    qint64 replaced = 0;
    std::string out = text.substr(0, at);
    out.reserve(text.size() + 64);
    while (at < text.size()) {
        const std::size_t length = characterAt(text, at);
        if (length == 0) {
            out += replacement;
            ++replaced;
            ++at;
            continue;
        }
        const std::size_t end = length == 1 ? skipAscii(text, at) : at + length;
        out.append(text, at, end - at);
        at = end;
    }
    text = std::move(out);
    return replaced;
}

TextEncoding encodingOf(std::string_view beginning, std::size_t &markBytes)
{
    markBytes = 0;
    if (beginning.starts_with("\xEF\xBB\xBF")) {
        markBytes = 3;
        return TextEncoding::Utf8;
    }
    if (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")) {
        markBytes = 2;
        return beginning[0] == '\xFF' ? TextEncoding::Utf16Le : TextEncoding::Utf16Be;
    }
    return TextEncoding::Utf8;
}

std::string utf16ToUtf8(std::string_view bytes, TextEncoding encoding, qint64 &replaced)
{
    const bool isLittle = encoding == TextEncoding::Utf16Le;
    QStringDecoder decode(isLittle ? QStringConverter::Utf16LE : QStringConverter::Utf16BE,
                          QStringConverter::Flag::Stateless);
    QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size() / 2 * 2)));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!text[i].isSurrogate())
            continue;
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i;
            continue;
        }
        text[i] = QChar::ReplacementCharacter;
        ++replaced;
    }
    if (bytes.size() % 2 != 0) {
        text += QChar(QChar::ReplacementCharacter);
        ++replaced;
    }
    return text.toStdString();
}

} // namespace wf::wire::logtext
