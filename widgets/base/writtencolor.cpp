// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/writtencolor.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <vector>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

// Grafana's hues, from super-light over light, its own and semi-dark to dark; on a light ground each shade is the
// next darker one.
struct Hue {
    QLatin1String name;
    std::array<QRgb, 6> shades;
};
constexpr std::array hues{Hue{"red"_L1, {0xffffa6b0, 0xffff7383, 0xfff2495c, 0xffe02f44, 0xffc4162a, 0xffad0317}},
                          Hue{"orange"_L1, {0xffffcb7d, 0xffffb357, 0xffff9830, 0xffff780a, 0xfffa6400, 0xffe55400}},
                          Hue{"yellow"_L1, {0xfffff899, 0xffffee52, 0xfffade2a, 0xfff2cc0c, 0xffe0b400, 0xffcc9d00}},
                          Hue{"green"_L1, {0xffc8f2c2, 0xff96d98d, 0xff73bf69, 0xff56a64b, 0xff37872d, 0xff19730e}},
                          Hue{"blue"_L1, {0xffc0d8ff, 0xff8ab8ff, 0xff5794f2, 0xff3274d9, 0xff1f60c4, 0xff1250b0}},
                          Hue{"purple"_L1, {0xffdeb6f2, 0xffca95e5, 0xffb877d9, 0xffa352cc, 0xff8f3bb8, 0xff7c2ea3}}};
constexpr std::array shadeNames{"super-light"_L1, "light"_L1, ""_L1, "semi-dark"_L1, "dark"_L1};

struct Named {
    QLatin1String name;
    QRgb rgb;
};
constexpr std::array plain{Named{"black"_L1, 0xff000000}, Named{"white"_L1, 0xffffffff}, Named{"gray"_L1, 0xff808080}};

// Colours along which a scheme runs; "panel-bg" is the ground.
struct Scheme {
    QLatin1String name;
    std::array<QLatin1String, 3> stops; // the last may be empty
};
constexpr std::array schemes{Scheme{"continuous-GrYlRd"_L1, {"green"_L1, "yellow"_L1, "red"_L1}},
                             Scheme{"continuous-RdYlGr"_L1, {"red"_L1, "yellow"_L1, "green"_L1}},
                             Scheme{"continuous-BlYlRd"_L1, {"dark-blue"_L1, "super-light-yellow"_L1, "dark-red"_L1}},
                             Scheme{"continuous-YlRd"_L1, {"super-light-yellow"_L1, "dark-red"_L1, {}}},
                             Scheme{"continuous-BlPu"_L1, {"blue"_L1, "purple"_L1, {}}},
                             Scheme{"continuous-YlBl"_L1, {"super-light-yellow"_L1, "dark-blue"_L1, {}}},
                             Scheme{"continuous-blues"_L1, {"panel-bg"_L1, "dark-blue"_L1, {}}},
                             Scheme{"continuous-reds"_L1, {"panel-bg"_L1, "dark-red"_L1, {}}},
                             Scheme{"continuous-greens"_L1, {"panel-bg"_L1, "dark-green"_L1, {}}},
                             Scheme{"continuous-purples"_L1, {"panel-bg"_L1, "dark-purple"_L1, {}}}};

// One channel of a uniform B-spline through the stops, as d3's interpolateRgbBasis.
double splined(const std::vector<double> &stops, double part)
{
    const auto last = stops.size() - 1;
    const double n = static_cast<double>(last), t = std::clamp(part, 0.0, 1.0);
    const std::size_t i = t >= 1 ? last - 1 : static_cast<std::size_t>(t * n);
    const double v1 = stops[i], v2 = stops[i + 1];
    const double v0 = i > 0 ? stops[i - 1] : 2 * v1 - v2;
    const double v3 = i + 1 < last ? stops[i + 2] : 2 * v2 - v1;
    const double u = t * n - static_cast<double>(i), u2 = u * u, u3 = u2 * u;
    return ((1 - 3 * u + 3 * u2 - u3) * v0 + (4 - 6 * u2 + 3 * u3) * v1 + (1 + 3 * u + 3 * u2 - 3 * u3) * v2 +
            u3 * v3) /
           6;
}

QColor alongScheme(const Scheme &scheme, double part, const Theme &theme)
{
    std::vector<double> red, green, blue;
    for (const QLatin1String stop : scheme.stops) {
        if (stop.isEmpty())
            continue;
        const QColor color = stop == "panel-bg"_L1 ? theme.surface.panel : writtenColor(stop, theme, QColor());
        red.push_back(color.red());
        green.push_back(color.green());
        blue.push_back(color.blue());
    }
    const auto channel = [part](const std::vector<double> &stops) {
        return std::clamp(qRound(splined(stops, part)), 0, 255);
    };
    return {channel(red), channel(green), channel(blue)};
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
    if (const qsizetype space = written.indexOf(u' '); space > 0) {
        const auto scheme =
            std::ranges::find_if(schemes, [&](const Scheme &one) { return written.left(space) == one.name; });
        return scheme == schemes.end() ? otherwise : alongScheme(*scheme, written.mid(space + 1).toDouble(), theme);
    }
    const qsizetype dash = written.lastIndexOf(u'-');
    const QString hue = written.mid(dash + 1), shade = dash < 0 ? QString() : written.left(dash);
    for (const Named &n : plain)
        if (written == n.name)
            return QColor(n.rgb);
    const auto shades = std::ranges::find_if(shadeNames, [&](QLatin1String one) { return shade == one; });
    for (const Hue &one : hues)
        if (hue == one.name && shades != shadeNames.end())
            return QColor(one.shades[static_cast<std::size_t>(shades - shadeNames.begin()) +
                                     (theme.mode == ThemeMode::Light ? 1 : 0)]);
    return otherwise;
}

QColor readableOn(const QColor &ground)
{
    return qGray(ground.rgb()) > 140 ? QColor(0x16, 0x18, 0x1d) : QColor(0xff, 0xff, 0xff);
}

} // namespace wf::widgets
