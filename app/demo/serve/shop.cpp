// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/shop.h"

#include "app/demo/rules/rulebook.h"
#include "app/demo/serve/backfill.h"
#include "app/demo/serve/live.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTextStream>
#include <QTimer>

namespace wf::app::demo {

using namespace Qt::StringLiterals;

namespace {

constexpr int failed = 1;
constexpr int misunderstood = 3;

QString anchorText(const ShopOptions &options)
{
    return u"payment@"_s +
           QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(options.anchor * 1e3), Qt::UTC).toString(Qt::ISODate);
}

int runLive(const ShopOptions &options)
{
    Live live(options);
    QString problem;
    if (!live.start(&problem)) {
        QTextStream(stderr) << problem << Qt::endl;
        return failed;
    }
    QTextStream(stdout) << QCoreApplication::translate(
                               "Shop", "The Halcyon shop is open on http://%1:%2/targets, --seed %3 --story %4")
                               .arg(options.host)
                               .arg(live.port())
                               .arg(options.seed)
                               .arg(anchorText(options))
                        << Qt::endl;
    if (options.stopAfter > 0.0)
        QTimer::singleShot(static_cast<int>(options.stopAfter * 1e3), qApp, [] { QCoreApplication::exit(0); });
    return QCoreApplication::exec();
}

int runBackfill(const ShopOptions &options)
{
    QTextStream(stdout) << QCoreApplication::translate("Shop", "Filling the past of --seed %1 --story %2")
                               .arg(options.seed)
                               .arg(anchorText(options))
                        << Qt::endl;
    Backfill backfill(options);
    QObject::connect(
        &backfill, &Backfill::finished, qApp, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QTimer::singleShot(0, &backfill, &Backfill::start);
    return QCoreApplication::exec();
}

} // namespace

int runShop(const QStringList &args)
{
    const ParsedOptions parsed = parseShopOptions(args, static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1e3);
    if (!parsed.options) {
        QTextStream(parsed.wrong ? stderr : stdout) << parsed.message << Qt::endl;
        return parsed.wrong ? misunderstood : 0;
    }
    const ShopOptions &options = *parsed.options;
    QString problem;
    if (!writeRules(options.rules, &problem) || !writeObjectives(options.objectives, &problem)) {
        QTextStream(stderr) << problem << Qt::endl;
        return failed;
    }
    switch (options.mode) {
    case ShopMode::Write:
        return 0;
    case ShopMode::Backfill:
        return runBackfill(options);
    case ShopMode::Live:
        break;
    }
    return runLive(options);
}

} // namespace wf::app::demo
