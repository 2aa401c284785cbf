// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/html/htmlbuilder.h"

#include "models/base/untrusted.h"

#include <cmath>

namespace wf::wire {

using namespace Qt::StringLiterals;

QString escaped(const QString &text)
{
    return base::visibleText(text, 100'000).toHtmlEscaped().replace(u'\'', u"&#39;"_s);
}

QString svgNumber(double value)
{
    if (!std::isfinite(value))
        return u"0"_s;
    QString text = QString::number(value, 'f', 2);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

void HtmlBuilder::element(const char *tag, const QString &words, const QString &attributes)
{
    open(tag, attributes);
    m_out += escaped(words);
    close(tag);
}

void HtmlBuilder::open(const char *tag, const QString &attributes)
{
    m_out += u'<' + QLatin1String(tag) + (attributes.isEmpty() ? QString() : u' ' + attributes) + u'>';
}

void HtmlBuilder::close(const char *tag)
{
    m_out += u"</"_s + QLatin1String(tag) + u">\n"_s;
}

} // namespace wf::wire
