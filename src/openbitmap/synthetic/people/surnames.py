"""Surnames by culture, and the spellings under which one name reaches a register: transliterations and common slips."""

from openbitmap.synthetic.people.cultures import Culture, words

SURNAMES: dict[Culture, tuple[str, ...]] = {
    Culture.HISPANIC: words(
        "González|Rodríguez|Pérez|García|Martínez|López|Hernández|Díaz|Muñoz|Rojas|Soto|"
        "Contreras|Silva|Sepúlveda|Morales|Torres|Flores|Ramírez|Castillo|Castro|Vargas|"
        "Gutiérrez|Fernández|Álvarez|Gómez|Vásquez|Mamani|Quispe|Condori|Choque|Huamán|Mendoza|"
        "Chávez|Rivas|Guerrero|Salazar|Suárez|Ortega|Marín|Cárdenas|Reyes|Núñez|Araya|Fuentes|"
        "Valenzuela|Espinoza|Tapia|Bravo|Pizarro|Figueroa|Sandoval|Carrasco|Yupanqui|Ticona|"
        "Apaza|Aguilar|Medina|Paredes|Zambrano|Briceño|Villalobos|Urdaneta|Arteaga|Colmenares|"
        "Peña|Mosquera|Ospina|Restrepo|Uribe|Henao|Polanco|Encarnación|Almonte|Peralta|"
        "de la Cruz|de los Santos|del Rosario|de León|San Martín|Montes de Oca"
    ),
    Culture.HAITIAN: words(
        "Jean-Baptiste|Pierre|Joseph|Charles|Louis|Saint-Fleur|Saint-Louis|Dorvil|Desir|Toussaint|"
        "Etienne|Augustin|François|Cadet|Célestin|Beauvais|Lafleur|Noël|Exantus|Fils-Aimé|"
        "Jean-Louis|Philogène|Bien-Aimé|Mondésir|Alexis|Duvalsaint|Estimé|Guerrier|Laguerre|"
        "Petit-Frère"
    ),
    Culture.LUSOPHONE: words(
        "Silva|Santos|dos Santos|de Souza|Oliveira|Pereira|Lima|Carvalho|Almeida|da Costa|Ribeiro|"
        "Gonçalves|Araújo|do Nascimento|Barbosa|Conceição|Magalhães"
    ),
    Culture.ARABIC: words(
        "al-Hassan|al-Masri|al-Ahmad|Haddad|Khoury|Mansour|al-Khatib|Nasser|Saleh|Darwish|Hamdan|"
        "al-Sayed|Younis|Barakat|Qureshi|Shaheen|al-Najjar|Ben Ali|Ben Youssef|El Amrani|Bouazizi|"
        "Tahiri|Zidan|Abu Bakr|Abu Zayd|Bin Rashid"
    ),
    Culture.CHINESE: words(
        "Wang|Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Ma|Zhu|Hu|Guo|He|Lin|Gao|"
        "Luo|Zheng|Liang|Xie|Song|Tang|Xiao|Cai|Ouyang|Zeng|Qiu"
    ),
    Culture.SOUTH_ASIAN: words(
        "Singh|Kumar|Sharma|Patel|Gupta|Yadav|Khan|Ahmed|Hossain|Rahman|Chowdhury|Malik|Butt|"
        "Gill|Sandhu|Thapa|Gurung|Tamang|Shrestha|Das|Roy|Miah|Uddin|Iqbal|Verma|Reddy|Nair|"
        "Islam"
    ),
    Culture.SLAVIC: words(
        "Ivanov|Petrov|Sidorov|Smirnov|Kuznetsov|Popov|Volkov|Sokolov|Morozov|Shevchenko|"
        "Kovalenko|Bondarenko|Tkachenko|Kravchenko|Melnyk|Koval|Lysenko|Zhukov|Orlov|Makarov|"
        "Belousov|Hrytsenko|Savchuk|Chernov"
    ),
    Culture.AFRICAN: words(
        "Diallo|Traoré|Keita|Ndiaye|Diop|Ba|Mensah|Owusu|Boateng|Okafor|Adeyemi|Eze|Ngassa|"
        "Fotso|Kamga|Mbarga|Tchoumi|Camara|Touré|Konaté|dos Santos|Kiala|Nzinga|Moyo|Asante|Sow"
    ),
}
SPELLINGS: dict[str, tuple[str, ...]] = {
    "Mohammed": ("Muhammad", "Mohamed", "Mohamad", "Mouhamed"),
    "Ahmad": ("Ahmed", "Ahmet"),
    "Hussein": ("Husayn", "Hussain", "Hosein"),
    "Hassan": ("Hasan", "Hassane"),
    "Khalid": ("Khaled", "Haled"),
    "Yusuf": ("Youssef", "Yousif", "Yousef"),
    "Omar": ("Umar", "Omer"),
    "Mustafa": ("Moustafa", "Mostafa"),
    "Mahmoud": ("Mahmud", "Mehmoud"),
    "Abdullah": ("Abdallah", "Abd Allah"),
    "Abdul Rahman": ("Abdelrahman", "Abd al-Rahman", "Abderrahmane"),
    "Tariq": ("Tarek", "Tarik"),
    "Walid": ("Waleed", "Oualid"),
    "Saeed": ("Said", "Sayid"),
    "Fatima": ("Fatma", "Fatimah"),
    "Aisha": ("Aysha", "Aicha", "Ayesha"),
    "Khadija": ("Khadijah", "Hadija"),
    "Maryam": ("Mariam", "Miriam"),
    "Zaynab": ("Zeinab", "Zainab"),
    "Layla": ("Leila", "Laila"),
    "Nour": ("Noor", "Nur"),
    "Haddad": ("Hadad",),
    "Khoury": ("Khouri", "Juri"),
    "Mansour": ("Mansur",),
    "Younis": ("Yunus", "Younes"),
    "Nasser": ("Nasir", "Naser"),
    "Saleh": ("Salih",),
    "Ben Youssef": ("Benyoussef",),
    "Zhang": ("Chang", "Cheung"),
    "Wang": ("Wong",),
    "Li": ("Lee",),
    "Liu": ("Lau", "Low"),
    "Chen": ("Chan", "Tan"),
    "Huang": ("Wong", "Hwang"),
    "Zhao": ("Chao", "Chiu"),
    "Wu": ("Ng", "Woo"),
    "Zhou": ("Chou", "Chow"),
    "Xu": ("Hsu", "Hui"),
    "Lin": ("Lam", "Lim"),
    "Guo": ("Kuo", "Kwok"),
    "Zheng": ("Cheng",),
    "Xie": ("Hsieh", "Tse"),
    "Cai": ("Tsai", "Choi"),
    "Sergei": ("Sergey", "Serguei", "Serge"),
    "Serhii": ("Sergiy", "Serhiy"),
    "Aleksandr": ("Alexander", "Alexandr"),
    "Oleksandr": ("Alexander", "Olexandr"),
    "Dmitri": ("Dmitry", "Dmitriy"),
    "Alexei": ("Alexey", "Aleksei"),
    "Mykola": ("Nikolai", "Nicolay"),
    "Yurii": ("Yuri", "Iurii"),
    "Volodymyr": ("Vladimir", "Wolodymyr"),
    "Natalia": ("Natalya", "Nataliia"),
    "Ekaterina": ("Yekaterina", "Katerina"),
    "Yulia": ("Julia", "Iuliia"),
    "Tatiana": ("Tatyana", "Tetiana"),
    "Shevchenko": ("Chevtchenko", "Sevcenko"),
    "Tkachenko": ("Tkatchenko",),
    "Ahmed": ("Ahmad",),
    "Hossain": ("Hussain", "Hossen"),
    "Rahman": ("Rehman",),
    "Chowdhury": ("Choudhury", "Chaudhry"),
    "Parveen": ("Parvin",),
    "González": ("Gonzales", "Gonzalez"),
    "Rodríguez": ("Rodrigues", "Rodriguez"),
    "Vásquez": ("Vázquez", "Basquez"),
    "Chávez": ("Chaves",),
    "Núñez": ("Nuñes",),
    "Díaz": ("Dias",),
    "Espinoza": ("Espinosa",),
    "Sepúlveda": ("Sepulbeda",),
    "Valenzuela": ("Balenzuela",),
    "Huamán": ("Guamán", "Waman"),
    "Yeferson": ("Jefferson", "Jeferson"),
    "Yonathan": ("Jonathan", "Jhonatan"),
    "Jhon": ("John", "Yon"),
    "Brayan": ("Bryan", "Brian"),
    "Wilmer": ("Guilmer",),
    "Yusmary": ("Yusmari",),
    "Leidy": ("Lady", "Leydi"),
    "Dayana": ("Diana", "Daiana"),
    "Katherine": ("Catherine", "Katerin"),
    "Célestin": ("Celestin", "Selestin"),
    "Jean": ("Jan",),
    "Wilner": ("Vilner",),
    "Touré": ("Toure", "Tourey"),
    "Traoré": ("Traore",),
    "Mamadou": ("Mamadu",),
}
