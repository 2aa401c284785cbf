// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"

#include "resources/assets.h"
#include "widgets/base/watchstyle.h"

#include <QApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QVariant>
#include <QWidget>

Q_DECLARE_METATYPE(std::shared_ptr<const wf::widgets::Theme>)

namespace wf::widgets {

namespace {

constexpr auto themeProperty = "wf.theme";

// Reads colours by path and remembers the first one that is missing.
class TokenReader {
public:
    explicit TokenReader(QJsonObject colors) : m_colors(std::move(colors)) {}

    QColor color(const char *path)
    {
        QJsonValue value = m_colors;
        for (const QString &part : QString::fromLatin1(path).split(u'.'))
            value = value.toObject().value(part);
        return parse(value, path);
    }
    std::vector<QColor> colors(const char *group, const char *name)
    {
        std::vector<QColor> out;
        const QJsonValue owner = *group ? m_colors.value(QLatin1String(group)).toObject().value(QLatin1String(name))
                                        : m_colors.value(QLatin1String(name));
        for (const auto &v : owner.toArray())
            out.push_back(parse(v, name));
        return out;
    }
    SeverityColors severity(const QString &name)
    {
        const auto part = [&](const char *leaf) {
            return color(QByteArray("severity." + name.toLatin1() + leaf).constData());
        };
        return {part(".fg"), part(".mark"), part(".tint"), part(".onMark")};
    }
    [[nodiscard]] const QString &missing() const { return m_missing; }

private:
    QColor parse(const QJsonValue &value, const char *path)
    {
        QString text = value.toString();
        if (text.size() == 9) // #RRGGBBAA -> Qt's #AARRGGBB
            text = u'#' + text.mid(7, 2) + text.mid(1, 6);
        const QColor c(text);
        if (!c.isValid() && m_missing.isEmpty())
            m_missing = QString::fromLatin1(path);
        return c;
    }
    QJsonObject m_colors;
    QString m_missing;
};

void readSurfaces(Theme &t, TokenReader &r)
{
    t.surface = {r.color("surface.window"),   r.color("surface.canvas"),
                 r.color("surface.panel"),    r.color("surface.header"),
                 r.color("surface.input"),    r.color("surface.raised"),
                 r.color("surface.hover"),    r.color("surface.pressed"),
                 r.color("surface.selected"), r.color("surface.selectedInactive"),
                 r.color("surface.code"),     r.color("surface.scrim")};
    t.text = {r.color("text.primary"),  r.color("text.secondary"), r.color("text.tertiary"),
              r.color("text.disabled"), r.color("text.onAccent"),  r.color("text.link")};
    t.line = {r.color("line.subtle"), r.color("line.panel"), r.color("line.strong"), r.color("line.control"),
              r.color("line.focus")};
    t.accent = {r.color("accent.base"),        r.color("accent.text"), r.color("accent.strong"),
                r.color("accent.strongHover"), r.color("accent.tint"), r.color("accent.tintStrong")};
}

void readSignals(Theme &t, TokenReader &r)
{
    t.critical = r.severity(QStringLiteral("critical"));
    t.warning = r.severity(QStringLiteral("warning"));
    t.info = r.severity(QStringLiteral("info"));
    t.ok = r.severity(QStringLiteral("ok"));
    t.unknown = r.severity(QStringLiteral("unknown"));
    t.acknowledged = r.severity(QStringLiteral("acknowledged"));
    t.silenced = r.severity(QStringLiteral("silenced"));
    t.signal = {r.color("signal.anomaly"),  r.color("signal.anomalyTint"), r.color("signal.deploy"),
                r.color("signal.exemplar"), r.color("signal.forecast"),    r.color("signal.added"),
                r.color("signal.removed")};
    const auto series = r.colors("", "series");
    for (std::size_t i = 0; i < t.series.size() && i < series.size(); ++i)
        t.series[i] = series[i];
    t.percentile = {r.color("percentile.p50"), r.color("percentile.p95"), r.color("percentile.p99")};
    t.heatLatency = r.colors("heat", "latency");
    t.heatError = r.colors("heat", "error");
    t.heatDiverging = r.colors("heat", "diverging");
    t.levelText = {r.color("logLevel.fatal"), r.color("logLevel.error"), r.color("logLevel.warn"),
                   r.color("logLevel.info"),  r.color("logLevel.debug"), r.color("logLevel.trace"),
                   r.color("logLevel.debug")};
    t.levelMark = {r.color("logLevel.fatalMark"), r.color("logLevel.errorMark"), r.color("logLevel.warnMark"),
                   r.color("logLevel.infoMark"),  r.color("logLevel.debugMark"), r.color("logLevel.traceMark"),
                   r.color("logLevel.debugMark")};
    t.syntax = {r.color("syntax.keyword"), r.color("syntax.function"), r.color("syntax.string"),
                r.color("syntax.number"),  r.color("syntax.label"),    r.color("syntax.operator"),
                r.color("syntax.comment"), r.color("syntax.error")};
}

} // namespace

base::Result<Theme> Theme::parse(const QByteArray &tokens, ThemeMode mode)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(tokens, &error);
    if (error.error != QJsonParseError::NoError)
        return base::makeError(base::ErrorKind::NotUnderstood, QStringLiteral("The theme file is not JSON"),
                               error.errorString());
    const QString name = mode == ThemeMode::Dark ? QStringLiteral("dark") : QStringLiteral("light");
    Theme theme;
    theme.mode = mode;
    TokenReader reader(document.object().value(QLatin1String("color")).toObject().value(name).toObject());
    readSurfaces(theme, reader);
    readSignals(theme, reader);
    if (!reader.missing().isEmpty())
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("The theme has no valid colour %1 in %2").arg(reader.missing(), name));
    return theme;
}

std::shared_ptr<const Theme> Theme::bundled(ThemeMode mode, Density density)
{
    initAssets();
    QFile file(QStringLiteral(":/wf/themes/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the bundled theme is missing from the program");
    auto parsed = parse(file.readAll(), mode);
    if (!parsed)
        qFatal("the bundled theme is damaged: %s", qPrintable(parsed.error().summary));
    auto theme = std::make_shared<Theme>(std::move(parsed).value());
    theme->density = density;
    theme->rowHeight = density == Density::Compact ? 22 : density == Density::Standard ? 26 : 32;
    theme->headerHeight = density == Density::Compact ? 24 : density == Density::Standard ? 26 : 30;
    theme->controlHeight = density == Density::Compact ? 24 : density == Density::Standard ? 28 : 32;
    return theme;
}

const Theme &Theme::current()
{
    if (qApp) {
        const auto held = qApp->property(themeProperty).value<std::shared_ptr<const Theme>>();
        if (held)
            return *held; // the application keeps it alive until the next applyTheme
    }
    static const std::shared_ptr<const Theme> fallback = bundled(ThemeMode::Dark);
    return *fallback;
}

const Theme &Theme::of(const QWidget *)
{
    return current();
}

const SeverityColors &Theme::severity(signals::Severity s) const
{
    switch (s) {
    case signals::Severity::Critical:
        return critical;
    case signals::Severity::Warning:
        return warning;
    case signals::Severity::Info:
        return info;
    case signals::Severity::Ok:
        return ok;
    case signals::Severity::Unknown:
        break;
    }
    return unknown;
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, surface.window);
    p.setColor(QPalette::WindowText, text.primary);
    p.setColor(QPalette::Base, surface.panel);
    p.setColor(QPalette::AlternateBase, surface.panel);
    p.setColor(QPalette::Text, text.primary);
    p.setColor(QPalette::PlaceholderText, text.tertiary);
    p.setColor(QPalette::Button, surface.header);
    p.setColor(QPalette::ButtonText, text.primary);
    p.setColor(QPalette::BrightText, text.onAccent);
    p.setColor(QPalette::Highlight, surface.selected);
    p.setColor(QPalette::HighlightedText, text.primary);
    p.setColor(QPalette::ToolTipBase, surface.raised);
    p.setColor(QPalette::ToolTipText, text.primary);
    p.setColor(QPalette::Link, text.link);
    p.setColor(QPalette::LinkVisited, text.link);
    p.setColor(QPalette::Light, line.strong);
    p.setColor(QPalette::Midlight, line.panel);
    p.setColor(QPalette::Mid, line.panel);
    p.setColor(QPalette::Dark, line.subtle);
    p.setColor(QPalette::Shadow, surface.scrim);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, text.disabled);
    p.setColor(QPalette::Inactive, QPalette::Highlight, surface.selectedInactive);
    return p;
}

void applyTheme(std::shared_ptr<const Theme> theme)
{
    const QPalette palette = theme->palette();
    const QFont font = theme->font(TextRole::Base);
    qApp->setProperty(themeProperty, QVariant::fromValue(std::move(theme)));
    if (!qobject_cast<WatchStyle *>(QApplication::style()))
        QApplication::setStyle(new WatchStyle);
    QApplication::setPalette(palette);
    QApplication::setFont(font);
    // Also when the palette stayed equal (density): nobody may keep layouts of a theme that is gone.
    for (QWidget *widget : QApplication::allWidgets()) {
        QEvent changed(QEvent::StyleChange);
        QApplication::sendEvent(widget, &changed);
        widget->update();
    }
}

ThemeMode systemThemeMode()
{
    // Qt gains QStyleHints::colorScheme in 6.5; before that the platform palette tells.
    const QPalette p = QApplication::style() && qobject_cast<WatchStyle *>(QApplication::style())
                           ? QPalette(QColor(Qt::black))
                           : QGuiApplication::palette();
    return p.color(QPalette::Window).lightness() > 140 ? ThemeMode::Light : ThemeMode::Dark;
}

QColor mixed(const QColor &a, const QColor &b, double t)
{
    const auto f = static_cast<float>(t);
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * f, a.greenF() + (b.greenF() - a.greenF()) * f,
                            a.blueF() + (b.blueF() - a.blueF()) * f);
}

QColor withAlpha(QColor c, double alpha)
{
    c.setAlphaF(static_cast<float>(alpha));
    return c;
}

} // namespace wf::widgets
