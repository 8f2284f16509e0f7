use verona::{model::*, scenario::*};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let reps: u32 = args.get(1).and_then(|s| s.parse().ok()).unwrap_or(20);
    let mut base = Scenario::default();
    for a in args.iter().skip(2) {
        let (k, v) = a.split_once('=').unwrap();
        let (s, n) = k.split_once('.').unwrap();
        let val = if let Ok(i) = v.parse::<i64>() {
            registry::Value::Integer(i)
        } else if let Ok(x) = v.parse::<f64>() {
            registry::Value::Number(x)
        } else {
            registry::Value::Word(v.into())
        };
        base.set(s, n, &val).unwrap();
    }
    let mut ws = Workspace::default();
    let mut all = vec![];
    for p in &presets::PRESETS {
        let sc = Scenario { operating: (p.choices)(), ..base.clone() };
        let t = std::time::Instant::now();
        let rs: Vec<_> = (0..reps).map(|r| simulate(&sc, 1, r, &mut ws, &mut ()).unwrap()).collect();
        let el = t.elapsed();
        let pd = reps as f64 * rs[0].people.len() as f64 * (sc.plan.days + sc.plan.warm_up) as f64;
        eprintln!(
            "{}: {:.0} ns/person-day, {} B/person",
            p.name,
            el.as_nanos() as f64 / pd,
            ws.state_bytes() / rs[0].people.len().max(1)
        );
        all.push(rs);
    }
    println!("{:28} {:>12} {:>12} {:>12} {:>12}", "", "undefined", "defined", "aligned", "integrated");
    for (i, m) in outcome::OUTCOMES.iter().enumerate() {
        print!("{:28}", m.name);
        for rs in &all {
            let v: Vec<f64> = rs.iter().map(|r| r.outcomes.0[i]).filter(|x| !x.is_nan()).collect();
            let mean = v.iter().sum::<f64>() / v.len() as f64;
            print!(" {:>12.4}", mean);
        }
        println!();
    }
    for f in ["sales", "marketing", "sales_manager"] {
        println!("-- hours/day {f}");
        for h in 0..outcome::HOURS.len() {
            print!("  {:18}", outcome::HOURS[h]);
            for rs in &all {
                let (mut s, mut n) = (0.0, 0.0);
                for r in rs {
                    for p in &r.people {
                        if p.function == f {
                            s += p.hours[h];
                            n += 1.0;
                        }
                    }
                }
                print!(" {:>9.3}", s / n / base.plan.days as f64);
            }
            println!();
        }
    }
}
