// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/untrusted.h"

#include <QCoreApplication>
#include <QUrl>

namespace wf::base {

using namespace Qt::StringLiterals;

namespace {

// Characters that hide, reorder or break what stands around them.
bool deceives(char32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c <= 0x9f))
        return true;
    switch (c) {
    case 0x00ad: // soft hyphen
    case 0x061c: // Arabic letter mark
    case 0x115f:
    case 0x1160:
    case 0x3164:
    case 0xffa0: // Hangul fillers
    case 0x180e:
    case 0x2028:
    case 0x2029:
    case 0xfeff:
        return true;
    default:
        break;
    }
    return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
           (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xd800 && c <= 0xdfff) || (c >= 0xe0000 && c <= 0xe007f);
}

QString escaped(char32_t c)
{
    switch (c) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        break;
    }
    const QString hex = QString::number(static_cast<uint>(c), 16);
    if (c < 0x100)
        return u"\\x"_s + hex.rightJustified(2, u'0');
    return c < 0x10000 ? u"\\u"_s + hex.rightJustified(4, u'0') : u"\\U"_s + hex.rightJustified(8, u'0');
}

QString madeVisible(QStringView raw, qsizetype cap, bool linesStay)
{
    qsizetype end = std::min(raw.size(), std::max<qsizetype>(cap, 0));
    if (end > 0 && end < raw.size() && raw[end - 1].isHighSurrogate() && raw[end].isLowSurrogate())
        --end;
    QString out;
    out.reserve(end + 16);
    for (qsizetype i = 0; i < end; ++i) {
        const QChar c = raw[i];
        char32_t code = c.unicode();
        const bool wide = c.isHighSurrogate() && i + 1 < end && raw[i + 1].isLowSurrogate();
        if (wide)
            code = QChar::surrogateToUcs4(c, raw[i + 1]);
        if (deceives(code) && !(linesStay && (c == u'\n' || c == u'\t')))
            out += escaped(code);
        else
            out += raw.sliced(i, wide ? 2 : 1);
        i += wide;
    }
    if (end < raw.size())
        out += QCoreApplication::translate("wf::base", " … %1 more").arg(raw.size() - end);
    return out;
}

} // namespace

QString visibleText(QStringView raw, qsizetype cap)
{
    return madeVisible(raw, cap, false);
}

QString termSafe(QStringView raw, qsizetype cap)
{
    return madeVisible(raw, cap, true);
}

QString Untrusted::visible(qsizetype cap) const
{
    return visibleText(m_raw, cap);
}

bool isSafeWebAddress(const QString &url)
{
    if (url.size() > 8192)
        return false;
    for (const QChar c : url)
        if (c <= u' ' || c == u'\\' || deceives(c.unicode()))
            return false;
    const QUrl parsed(url, QUrl::StrictMode);
    const bool web = parsed.scheme() == u"http"_s || parsed.scheme() == u"https"_s;
    return parsed.isValid() && web && !parsed.host().isEmpty() && !parsed.authority().contains(u'@');
}

} // namespace wf::base
