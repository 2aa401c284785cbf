// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace wf::wire {

// Text for HTML and XML, as text and within quotes: hostile characters made visible, markup escaped.
[[nodiscard]] QString escaped(const QString &text);

// A number for attributes of SVG.
[[nodiscard]] QString svgNumber(double value);

// A page that is written from top to bottom. Words are escaped here; raw() takes markup of our own only.
class HtmlBuilder {
public:
    void raw(const QString &markup) { m_out += markup; }
    // <tag attributes>words</tag>; attributes are markup of our own.
    void element(const char *tag, const QString &words, const QString &attributes = {});
    void open(const char *tag, const QString &attributes = {});
    void close(const char *tag);
    [[nodiscard]] QByteArray bytes() const { return m_out.toUtf8(); }

private:
    QString m_out;
};

} // namespace wf::wire
