// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logline.h"
#include "models/signals/severity.h"

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>
#include <memory>

class QWidget;

namespace wf::widgets {

enum class ThemeMode { Dark, Light };
enum class Density { Compact, Standard, Comfortable };
enum class TextRole { Micro, Small, Base, Strong, SmallStrong, Title, Figure, Hero, Mono, MonoSmall };

// Colours of one severity or state: words, marks, row tint, text on the mark.
struct SeverityColors {
    QColor fg, mark, tint, onMark;
};

// Every colour, font and size, from resources/themes/tokens.json. Immutable after loading; painting code asks
// Theme::of(widget) once per paint. Sizes are logical pixels.
struct Theme {
    ThemeMode mode = ThemeMode::Dark;
    Density density = Density::Standard;
    bool reducedMotion = false;

    struct {
        QColor window, canvas, panel, header, input, raised, hover, pressed, selected, selectedInactive, code, scrim;
    } surface;
    struct {
        QColor primary, secondary, tertiary, disabled, onAccent, link;
    } text;
    struct {
        QColor subtle, panel, strong, control, focus;
    } line;
    struct {
        QColor base, text, strong, strongHover, tint, tintStrong;
    } accent;
    SeverityColors critical, warning, info, ok, unknown, acknowledged, silenced;
    struct {
        QColor anomaly, anomalyTint, deploy, exemplar, forecast, added, removed;
    } signal;
    std::array<QColor, 12> series;
    struct {
        QColor p50, p95, p99;
    } percentile;
    std::vector<QColor> heatLatency, heatError, heatDiverging;
    std::array<QColor, signals::logLevelCount> levelText, levelMark; // by LogLevel; Unknown as Debug
    struct {
        QColor keyword, function, string, number, label, op, comment, error;
    } syntax;

    int rowHeight = 26;
    int headerHeight = 26;
    int controlHeight = 28;

    [[nodiscard]] QFont font(TextRole role) const;
    [[nodiscard]] const SeverityColors &severity(signals::Severity severity) const;
    [[nodiscard]] QPalette palette() const;

    // tokens: the bytes of tokens.json.
    [[nodiscard]] static base::Result<Theme> parse(const QByteArray &tokens, ThemeMode mode);
    // The bundled tokens; never fails.
    [[nodiscard]] static std::shared_ptr<const Theme> bundled(ThemeMode mode, Density density = Density::Standard);

    // The theme in force for the widget (that of the application; the bundled dark one where none was applied).
    [[nodiscard]] static const Theme &of(const QWidget *widget);
    [[nodiscard]] static const Theme &current();
};

// Loads the bundled fonts, sets style, palette and font of the application. Call again to switch; all widgets repaint.
void applyTheme(std::shared_ptr<const Theme> theme);
// What the desktop prefers.
[[nodiscard]] ThemeMode systemThemeMode();

// Opaque mix: t=0 gives a, t=1 gives b.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double t);
[[nodiscard]] QColor withAlpha(QColor c, double alpha);

} // namespace wf::widgets
