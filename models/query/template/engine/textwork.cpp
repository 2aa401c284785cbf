// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/textwork.h"

#include <QString>

#include <algorithm>

namespace wf::query::tmpl {

namespace {

std::string changedCase(const std::string &text, bool isUpper)
{
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        const QString all = QString::fromStdString(text);
        return (isUpper ? all.toUpper() : all.toLower()).toStdString();
    }
    std::string out = text;
    for (char &c : out) {
        const char first = isUpper ? 'a' : 'A';
        if (c >= first && c < first + 26)
            c = static_cast<char>(c ^ 0x20);
    }
    return out;
}

} // namespace

std::string upperText(const std::string &text)
{
    return changedCase(text, true);
}

std::string lowerText(const std::string &text)
{
    return changedCase(text, false);
}

std::string titled(const std::string &text)
{
    QString out = QString::fromStdString(text);
    bool begins = true;
    for (QChar &c : out) {
        if (begins)
            c = c.toTitleCase();
        begins = !c.isLetterOrNumber() && c != u'_' && (c.unicode() < 0x80 || c.isSpace());
    }
    return out.toStdString();
}

std::string queryEscaped(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) || std::string_view("-_.~").find(c) != std::string_view::npos)
            out += c;
        else if (c == ' ')
            out += '+';
        else
            ((out += '%') += digits[byte >> 4U]) += digits[byte & 15U];
    }
    return out;
}

} // namespace wf::query::tmpl
