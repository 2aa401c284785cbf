// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"

#include "resources/assets.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <mutex>

namespace wf::widgets {

namespace {

struct FontSpec {
    int px;
    int weight;
    bool mono;
};

FontSpec specOf(TextRole role)
{
    switch (role) {
    case TextRole::Micro:
        return {11, QFont::Medium, false};
    case TextRole::Small:
        return {12, QFont::Normal, false};
    case TextRole::Base:
        return {13, QFont::Normal, false};
    case TextRole::Strong:
        return {13, QFont::DemiBold, false};
    case TextRole::SmallStrong:
        return {12, QFont::DemiBold, false};
    case TextRole::Title:
        return {15, QFont::DemiBold, false};
    case TextRole::Figure:
        return {20, QFont::Medium, false};
    case TextRole::Hero:
        return {28, QFont::Medium, false};
    case TextRole::Mono:
        return {12, QFont::Normal, true};
    case TextRole::MonoSmall:
        return {11, QFont::Normal, true};
    }
    return {13, QFont::Normal, false};
}

void loadBundledFonts()
{
    static std::once_flag once;
    std::call_once(once, [] {
        initAssets();
        for (const char *name :
             {"WatchfloorSans-Regular.ttf", "WatchfloorSans-Medium.ttf", "WatchfloorSans-SemiBold.ttf",
              "JetBrainsMono-Regular.ttf", "JetBrainsMono-Medium.ttf"})
            QFontDatabase::addApplicationFont(QStringLiteral(":/wf/fonts/") + QLatin1String(name));
    });
}

} // namespace

QFont Theme::font(TextRole role) const
{
    loadBundledFonts();
    const FontSpec spec = specOf(role);
    QFont font;
    if (spec.mono)
        font.setFamilies(
            {QStringLiteral("JetBrains Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("monospace")});
    else
        font.setFamilies({QStringLiteral("Watchfloor Sans"), QStringLiteral("Inter"), QStringLiteral("Noto Sans"),
                          QStringLiteral("sans-serif")});
    font.setPixelSize(spec.px);
    font.setWeight(static_cast<QFont::Weight>(spec.weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    if (spec.mono)
        font.setStyleHint(QFont::Monospace);
    return font;
}

} // namespace wf::widgets
