// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/reports/desk/reporthouse.h"

#include "models/base/untrusted.h"
#include "models/engine/reports/compose/composereport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;

namespace {

constexpr qint64 mostSettings = qint64{4} << 20;
constexpr qint64 mostLogo = qint64{1} << 20;

const signals::Credit *creditOf(const BookState &book, const AgreementState &state)
{
    const auto found = std::ranges::find_if(book.credits, [&](const signals::Credit &one) {
        return one.agreement == state.agreement.id && one.period == state.period.period &&
               one.kind == signals::CompensationKind::Credit;
    });
    return found == book.credits.end() ? nullptr : &*found;
}

ReportInput inputOf(const BookState &book, const AgreementState &state)
{
    ReportInput out;
    out.agreement = state.agreement;
    out.period = state.period;
    out.past = state.past;
    if (const auto *credit = creditOf(book, state))
        out.credit = *credit;
    for (const AgreementState &one : state.settlements)
        out.settlements.push_back(inputOf(book, one));
    return out;
}

base::Result<QByteArray> logoAt(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::NotFound, u"The logo %1 cannot be read"_s.arg(path), file.errorString());
    return file.read(mostLogo + 1); // more is refused where it is drawn
}

} // namespace

base::Result<ReportHouse> readReportHouse(const QString &path, bool mustExist)
{
    QFile file(path);
    if (!mustExist && !file.exists())
        return ReportHouse();
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorKind::NotFound, u"%1 cannot be read"_s.arg(path), file.errorString());
    if (file.size() > mostSettings)
        return makeError(ErrorKind::TooLarge, u"%1 is larger than 4 MiB"_s.arg(path));
    auto read = wire::readReportSettings(file.readAll().toStdString());
    if (!read.isValid())
        return makeError(ErrorKind::Invalid, u"%1 has mistakes"_s.arg(path), read.lines(path).join(u'\n'));
    QString &logo = read.settings.logo;
    if (!logo.isEmpty())
        logo = QFileInfo(QFileInfo(path).absoluteDir(), logo).absoluteFilePath();
    auto png = logoAt(logo);
    if (!png)
        return png.error();
    ReportHouse out;
    out.branding = {read.settings.name, read.settings.colour, std::move(*png)};
    out.settings = std::move(read.settings);
    return out;
}

base::Result<AgreementState> agreementIn(const AgreementsSnapshot &snapshot, const QString &name)
{
    QStringList names;
    for (const AgreementState &one : snapshot.agreements) {
        names << one.agreement.id;
        if (one.agreement.id.compare(name, Qt::CaseInsensitive) == 0 ||
            one.agreement.reference.compare(name, Qt::CaseInsensitive) == 0)
            return one.error ? base::Result<AgreementState>(*one.error) : one;
    }
    return makeError(ErrorKind::NotFound, u"There is no agreement %1; there are: %2"_s.arg(base::visibleText(name, 60),
                                                                                           names.join(u", "_s)));
}

signals::Report reportOf(const AgreementsSnapshot &snapshot, const AgreementState &state,
                         const signals::ReportBranding &branding, const QString &toolVersion)
{
    ReportInput input = inputOf(snapshot.book, state);
    input.branding = branding;
    input.toolVersion = toolVersion;
    signals::Report report = composeReport(input);
    if (snapshot.isPartial)
        report.notices.prepend(u"Not all sources answered: the figures are of a part of the data."_s);
    return report;
}

} // namespace wf::engine
