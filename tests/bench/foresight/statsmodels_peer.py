# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What statsmodels reaches on the first series of M4 hourly: one fit a series, without intervals or rolling origins.

Usage: statsmodels_peer.py FOLDER [SERIES]; prints {"series", METHOD: {"seconds" of CPU a series, "mase"}}.
"""
import csv
import gzip
import json
import os
import sys
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.seasonal import MSTL

PERIODS = [24, 168]


def rows(path):
    opened = gzip.open(path + ".gz", "rt") if os.path.exists(path + ".gz") else open(path)
    with opened as f:
        return [np.array([float(x) for x in r[1:] if x not in ("", "NA")]) for r in csv.reader(f)]


def mstl_damped_ets(y, h):
    periods = [p for p in PERIODS if len(y) > 2 * p]
    seasonal = MSTL(y, periods=periods).fit().seasonal.reshape(len(y), -1)
    out = ETSModel(y - seasonal.sum(1), trend="add", damped_trend=True).fit(disp=False).forecast(h)
    for i, p in enumerate(periods):
        out = out + seasonal[len(y) - p + np.arange(h) % p, i]
    return out


def ets_seasonal(y, h):
    fit = ETSModel(y, trend="add", damped_trend=True, seasonal="add", seasonal_periods=24).fit(disp=False)
    return np.asarray(fit.forecast(h))


def theta(y, h):
    return np.asarray(ThetaModel(y, period=24, method="additive").fit().forecast(h))


def main():
    warnings.filterwarnings("ignore")
    folder, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    train, test = rows(os.path.join(folder, "train.csv"))[:count], rows(os.path.join(folder, "test.csv"))[:count]
    out = {"series": len(train)}
    for method in (mstl_damped_ets, ets_seasonal, theta):
        began, errors = time.process_time(), []
        for y, truth in zip(train, test):
            said = method(y, len(truth))
            errors.append(np.abs(said - truth).mean() / np.abs(y[24:] - y[:-24]).mean())
        out[method.__name__] = {"seconds": (time.process_time() - began) / len(train), "mase": float(np.mean(errors))}
    print(json.dumps(out))


if __name__ == "__main__":
    main()
