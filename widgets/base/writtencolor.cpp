// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/writtencolor.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

struct Named {
    QLatin1String name;
    QRgb rgb;
};
// The middle shade of each hue; lighter and darker ones are mixed from it.
constexpr std::array hues{Named{"green"_L1, 0xff73bf69}, Named{"yellow"_L1, 0xfffade2a}, Named{"red"_L1, 0xfff2495c},
                          Named{"blue"_L1, 0xff5794f2},  Named{"orange"_L1, 0xffff9830}, Named{"purple"_L1, 0xffb877d9},
                          Named{"black"_L1, 0xff000000}, Named{"white"_L1, 0xffffffff},  Named{"gray"_L1, 0xff808080}};

QColor shaded(const QColor &base, const QString &shade)
{
    if (shade == "super-light"_L1)
        return base.lighter(150);
    if (shade == "light"_L1)
        return base.lighter(120);
    if (shade == "semi-dark"_L1)
        return base.darker(115);
    if (shade == "dark"_L1)
        return base.darker(140);
    return base;
}

QColor fromNumbers(const QString &written)
{
    const qsizetype open = written.indexOf(u'('), close = written.indexOf(u')');
    if (open < 0 || close < open)
        return {};
    const QStringList parts = written.mid(open + 1, close - open - 1).split(u',');
    if (parts.size() < 3)
        return {};
    const auto channel = [&](qsizetype i) { return std::clamp(parts[i].trimmed().toInt(), 0, 255); };
    QColor out(channel(0), channel(1), channel(2));
    if (parts.size() > 3)
        out.setAlphaF(static_cast<float>(std::clamp(parts[3].trimmed().toDouble(), 0.0, 1.0)));
    return out;
}

} // namespace

QColor writtenColor(const QString &written, const Theme &theme, const QColor &otherwise)
{
    if (written.isEmpty() || written.size() > 60)
        return otherwise;
    if (written == "text"_L1)
        return theme.text.primary;
    if (written == "transparent"_L1)
        return QColor(0, 0, 0, 0);
    if (written.startsWith(u'#')) {
        const QColor hex(written.left(7));
        return hex.isValid() ? hex : otherwise;
    }
    if (written.startsWith("rgb"_L1)) {
        const QColor numbers = fromNumbers(written);
        return numbers.isValid() ? numbers : otherwise;
    }
    const qsizetype dash = written.lastIndexOf(u'-');
    const QString hue = written.mid(dash + 1), shade = dash < 0 ? QString() : written.left(dash);
    for (const Named &n : hues)
        if (hue == n.name)
            return shaded(QColor(n.rgb), shade);
    return otherwise;
}

QColor readableOn(const QColor &ground)
{
    return qGray(ground.rgb()) > 140 ? QColor(0x16, 0x18, 0x1d) : QColor(0xff, 0xff, 0xff);
}

} // namespace wf::widgets
