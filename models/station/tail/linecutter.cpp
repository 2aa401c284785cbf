// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/linecutter.h"

#include <algorithm>

namespace wf::station::tail {

using wire::logtext::TextEncoding;
using wire::logtext::TextLine;

namespace {

// A character of UTF-8 that the limit cut in two goes as a whole.
qint64 dropCutCharacter(std::string &text)
{
    std::size_t tail = 0;
    while (tail < 3 && tail < text.size() &&
           (static_cast<unsigned char>(text[text.size() - 1 - tail]) & 0xC0U) == 0x80U)
        ++tail;
    if (tail == text.size())
        return 0;
    const auto lead = static_cast<unsigned char>(text[text.size() - 1 - tail]);
    const std::size_t wanted = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (wanted <= tail)
        return 0;
    text.resize(text.size() - 1 - tail);
    return static_cast<qint64>(tail + 1);
}

} // namespace

// Behind the line's end; npos when it is not there.
std::size_t LineCutter::endOfLine(std::string_view bytes) const
{
    if (m_encoding == TextEncoding::Utf8) {
        const auto at = bytes.find('\n');
        return at == std::string_view::npos ? at : at + 1;
    }
    const std::string_view end(m_encoding == TextEncoding::Utf16Le ? "\n\0" : "\0\n", 2);
    for (auto at = bytes.find(end); at != std::string_view::npos; at = bytes.find(end, at + 1))
        if (at % 2 == 0)
            return at + 2;
    return std::string_view::npos;
}

// False when more bytes must come before the encoding is known.
bool LineCutter::takeMark(std::string_view &bytes)
{
    for (const std::string_view beginning : {"\xFF", "\xFE", "\xEF", "\xEF\xBB"})
        if (bytes == beginning)
            return false;
    std::size_t mark = 0;
    m_encoding = wire::logtext::encodingOf(bytes, mark);
    bytes.remove_prefix(mark);
    m_at = static_cast<qint64>(mark);
    return true;
}

void LineCutter::keep(std::string_view bytes)
{
    if (m_encoding == TextEncoding::Utf8 && m_line.empty()) {
        const auto zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
        if (zeros > 8 || m_cut > 0) {
            m_cut += static_cast<qint64>(zeros);
            bytes.remove_prefix(zeros);
        }
    }
    const auto room = static_cast<std::size_t>(std::max<qint64>(0, m_most - static_cast<qint64>(m_line.size())));
    m_line.append(bytes.substr(0, room));
    m_cut += static_cast<qint64>(bytes.size() - std::min(bytes.size(), room));
}

void LineCutter::finish(std::vector<TextLine> &out)
{
    TextLine line;
    line.begin = m_begin;
    line.end = m_begin = m_at;
    line.cutBytes = m_cut;
    if (m_encoding == TextEncoding::Utf8) {
        line.cutBytes += m_cut > 0 ? dropCutCharacter(m_line) : 0;
        line.text = std::move(m_line);
        line.replaced = wire::logtext::makeValidUtf8(line.text);
    } else {
        line.text = wire::logtext::utf16ToUtf8(m_line, m_encoding, line.replaced);
    }
    while (line.text.ends_with('\r'))
        line.text.pop_back();
    out.push_back(std::move(line));
    m_line.clear();
    m_cut = 0;
}

std::size_t LineCutter::feed(std::string_view bytes, std::vector<TextLine> &out)
{
    const qint64 before = m_at;
    if (m_at == 0 && !bytes.empty() && !takeMark(bytes))
        return 0;
    if (m_encoding != TextEncoding::Utf8)
        bytes = bytes.substr(0, bytes.size() / 2 * 2);
    while (!bytes.empty()) {
        const auto end = endOfLine(bytes);
        const auto piece = bytes.substr(0, end);
        const std::size_t ending = end == std::string_view::npos ? 0 : m_encoding == TextEncoding::Utf8 ? 1 : 2;
        keep(piece.substr(0, piece.size() - ending));
        m_at += static_cast<qint64>(piece.size());
        bytes.remove_prefix(piece.size());
        if (end != std::string_view::npos)
            finish(out);
    }
    return static_cast<std::size_t>(m_at - before);
}

void LineCutter::takePartial(std::vector<TextLine> &out)
{
    if (hasPartial())
        finish(out);
}

} // namespace wf::station::tail
